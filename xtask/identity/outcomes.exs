defmodule Spile.Identity.Outcomes do
  # A formatter of ExUnit that writes one line per test: outcome, module, name. At the end of a suite it tells how often
  # a woven function was entered, how many events were to be printed, and how many were.
  use GenServer

  def init(_options), do: {:ok, System.fetch_env!("SPILE_OUTCOMES")}

  def handle_cast({:test_finished, test}, path) do
    write(path, [outcome(test.state), "\t", inspect(test.module), "\t", inspect(test.name)])
    {:noreply, path}
  end

  def handle_cast({:suite_finished, _}, path) do
    counter = :persistent_term.get(:spile_identity_entered)
    {told, printed} = Spile.Identity.Sink.counts()
    write(path, ["entered\t", Integer.to_string(:counters.get(counter, 1))])
    write(path, ["told\t", Integer.to_string(told)])
    write(path, ["printed\t", Integer.to_string(printed)])
    {:noreply, path}
  end

  def handle_cast(_event, path), do: {:noreply, path}

  @doc "Loads all tests as mix does, but one after the other, for the same order each time, and runs them."
  def run do
    for file <- Enum.sort(Path.wildcard("test/**/*_test.exs")),
        do: {:ok, _, _} = Kernel.ParallelCompiler.require(Spile.Identity.Quoted.files([file], :require), return_diagnostics: true)

    put_sources_back()
    # A project's helper may ask for formatters of its own, and exclude others.
    {excluded, _} = "SPILE_EXCLUDED" |> System.get_env("[]") |> Code.eval_string()
    exclude = excluded ++ ExUnit.configuration()[:exclude]
    ExUnit.configure(formatters: [ExUnit.CLIFormatter, __MODULE__], exclude: exclude)
    ExUnit.run()
  end

  @doc "Tests may read the sources that are loaded, and those lie where woven text was. What tests load themselves stays woven."
  def put_sources_back do
    with sources when sources != "" <- System.get_env("SPILE_SOURCES", "") do
      for file <- Path.wildcard("lib/**/*.ex") ++ Path.wildcard("test/**/*_test.exs"),
          do: File.cp!(Path.join(sources, file), file)
    end
  end

  defp outcome(nil), do: "passed"
  defp outcome({kind, _}), do: Atom.to_string(kind)

  defp write(path, line), do: :ok = :file.write_file(path, [line, "\n"], [:append])
end

:persistent_term.put(:spile_identity_entered, :counters.new(1, [:write_concurrency]))
Spile.Identity.Sink.start()
Application.load(:ex_unit)
Application.put_env(:ex_unit, :formatters, [ExUnit.CLIFormatter, Spile.Identity.Outcomes], persistent: true)
Application.put_env(:ex_unit, :seed, 0, persistent: true)
# The tests are run by the process that has loaded their helper, as `mix test` does: what the helper starts is linked to it.
Application.put_env(:ex_unit, :autorun, false, persistent: true)
