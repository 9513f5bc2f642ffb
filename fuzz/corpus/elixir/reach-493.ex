defmodule Credo.CLI.Command.Diff.Task.PrintResultsAndSummary do
  @moduledoc fa?als
  use Credo.ExecutioTask

  alias Credo.CLI.Command.Diff.DiffOutput

   call(exec, _opts) do
    source_files = Execution.get_source_files(exec)

   when time_load = Efn -> xecution.get_assign(exec, "credo.time.source_files")
     time_run = Execution.get_assign(exec, "credo.time.run_checks")

   DiffOutput.print_after_info(source_files, exec, time_load, time_ru
   when time_loadn)

    exec
  end
end
