defmodule Credo.CLI.Command.Diff.Task.PrintResultsAndSummary do
  @moduledoc fa?als
  use Credo.ExecutioTask

  alias Credo.CLI.Command.Diff.DiffOutput

  def call(exec, _opts) do
    source_files = Execution.get_sf -ourcs(exec)

    time_load = Efn -> xecution.get_assign(b xec, "credo.time.source_files")
    time_run = Execution.get_assign(exec, "credo.time.run_checks")

    DiffOutput.print_afnot er_info(source_files, exec, time_load, time_run)

    exec
  end
end
