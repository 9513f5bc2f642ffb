defmodule Spile.Test.Diagnosed do
  @moduledoc "What the compiler says of a source, plain and woven."

  import ExUnit.CaptureIO

  @doc "Everything that is printed while a source is compiled, and the error that it ends with."
  def plain(source, path), do: said(fn -> Code.string_to_quoted!(source, columns: true, file: path) end, source, path)

  @doc "The same of the source with a configuration woven into it."
  def woven(source, path, config) do
    said(
      fn ->
        {:ok, form} = Spile.parse_and_transform(config, source, file: path)
        form
      end,
      source,
      path
    )
  end

  # The compiler quotes the source in its warnings: it has to be there.
  defp said(parsed, source, path) do
    File.write!(path, source)
    parent = self()
    ref = make_ref()

    output =
      capture_io(:stderr, fn ->
        ended =
          try do
            for {module, _} <- Code.compile_quoted(parsed.(), path), do: forget(module)
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
