# elixir -pa EBIN run_programs.exs PLAN PROGRAM... : runs programs in this order, as they are (`plain`) or woven by a plan. Events go to
# stderr; on stdout stands what the programs print, under their names.

defmodule RunPrograms do
  def plan("entry_exit"), do: all(log_entry_exit: [capture_args: false, capture_return: false, log_duration: false])
  def plan("values"), do: all(log_entry_exit: [capture_args: true, capture_return: true, log_duration: true])

  def plan("everything") do
    plan =
      Enum.reduce([:entry, :before_return, :on_error], plan("values"), &Spile.capture_variables(&2, :all, at: &1))
      |> Spile.inject_before_return(quote(do: {result, x}), context_vars: [:x])
      |> Spile.inject_on_error("_ = {error, reason, stacktrace}")

    Enum.reduce(1..140//3, plan, &Spile.capture_variables(&2, :all, at: {:line, &1}))
  end

  defp all(actions), do: Spile.new() |> Spile.instrument_functions(:all, actions) |> Spile.output_to(:stderr)

  def run(path, plan) do
    IO.puts("== #{Path.basename(path)}")
    IO.puts(:stderr, "== #{Path.basename(path)}")
    Code.compile_string(text(File.read!(path), plan), path)
  end

  # What programs use that compile others at run time.
  def text(source), do: text(source, Application.fetch_env!(:spile, :programs_plan))

  def text(source, "plain"), do: source

  def text(source, plan) do
    {:ok, text} = Spile.transform(plan(plan), source)
    text
  end
end

[plan | paths] = System.argv()
Application.put_env(:spile, :programs_plan, plan)
Enum.each(paths, &RunPrograms.run(&1, plan))
