defmodule Spile.Identity.Quoted do
  @moduledoc false
  # Compiles a project from what `Spile` makes of its sources, as its users do: weaves into the quoted form, which
  # `Code.compile_quoted/2` compiles under the path of the source. The sources stay where they are, and as they are.
  # Called by a file of the parallel compiler, it is that compiler's: modules wait for each other, and are checked together.

  @doc "The files that the parallel compiler is given: the sources, or for each one that has it compiled from its quoted form."
  def files(sources, how) do
    if System.get_env("SPILE_PLAN"), do: Enum.map(sources, &call(&1, how)), else: sources
  end

  defp call(source, how) do
    file = Path.join("quoted", source)
    File.mkdir_p!(Path.dirname(file))
    File.write!(file, "#{inspect(__MODULE__)}.#{how}(#{inspect(source)})\n")
    file
  end

  @doc "Compiles a source, whose path is below the current folder, and notes what was woven of it."
  def compile(path) do
    file = Path.expand(path)
    {:ok, woven} = path |> config() |> Spile.weave(File.read!(file), as: :quoted)
    line = [path, "\t", Integer.to_string(length(woven.sites)), "\t", Integer.to_string(length(woven.skipped)), "\n"]
    :ok = :file.write_file(System.fetch_env!("SPILE_WOVEN"), line, [:append])
    Code.compile_quoted(woven.code, file)
  end

  @doc "The same, unless it was required before; then it was."
  def require(path) do
    file = Path.expand(path)

    with :proceed <- :elixir_code_server.call({:acquire, file}) do
      compile(path)
      :elixir_code_server.cast({:required, file})
    end
  end

  defp config(path) do
    case System.fetch_env!("SPILE_PLAN") do
      "calls" ->
        Spile.new(anonymous_functions: true) |> Spile.instrument_functions(:all)

      "values" ->
        # Each file has one of the formats: projects have files enough for all.
        format = Enum.at([:simple, :detailed, :json], :erlang.phash2(path, 3))

        Spile.new(anonymous_functions: true, output_format: format, output_colors: true)
        |> Spile.instrument_functions(:all,
          log_entry_exit: [capture_args: true, capture_return: true, log_duration: true, log_errors: true]
        )
        |> Spile.capture_variables(:all, at: :entry)
        |> Spile.capture_variables(:all, at: :before_return)
        |> Spile.capture_variables(:all, at: :on_error)
    end
  end
end
