defmodule Spile.Test.Diagnosed do
  @moduledoc "What the compiler says of a source, plain and woven."

  import ExUnit.CaptureIO

  @doc "Everything that is printed while a source is compiled, and the error that it ends with."
  def plain(source, path), do: source |> Code.string_to_quoted!(columns: true, file: path) |> said(source, path)

  @doc "The same with the probes of entry and exit in all its functions."
  def woven(source, path, options) do
    config = Spile.new(anonymous_functions: true) |> Spile.instrument_functions(:all, log_entry_exit: options)
    {:ok, form} = Spile.parse_and_transform(config, source)
    said(form, source, path)
  end

  # The compiler quotes the source in its warnings: it has to be there.
  defp said(form, source, path) do
    File.write!(path, source)
    parent = self()
    ref = make_ref()

    output =
      capture_io(:stderr, fn ->
        ended =
          try do
            for {module, _} <- Code.compile_quoted(form, path), do: forget(module)
            ""
          catch
            kind, reason -> Exception.format_banner(kind, reason, __STACKTRACE__)
          end

        send(parent, {ref, ended})
      end)

    receive do: ({^ref, ended} -> output <> ended)
  end

  defp forget(module) do
    :code.purge(module)
    :code.delete(module)
  end
end
