defmodule Spile.ProgramsTest do
  # Programs that look at themselves, at their stacks and at their compiler, and that use the language's corners: they print the same
  # woven as plain, whatever is woven.
  use ExUnit.Case, async: true

  @programs Path.wildcard(Path.expand("programs/*.exs", __DIR__))
  @runner Path.expand("support/run_programs.exs", __DIR__)

  # What the programs print, and how many events each printed, by the program's name.
  defp run(plan) do
    events = Path.join(System.tmp_dir!(), "spile-programs-#{System.unique_integer([:positive])}")
    ebin = Path.dirname(:code.which(Spile))
    command = ~s(exec elixir -pa "$0" "$@" 2>"$EVENTS")
    {output, status} = System.cmd("sh", ["-c", command, ebin, @runner, plan | @programs], env: [{"EVENTS", events}])
    told = File.read!(events)
    File.rm!(events)
    assert status == 0, told
    {sections(output), told |> sections() |> Map.new(fn {name, text} -> {name, entries(text)} end)}
  end

  defp sections(text) do
    for section <- String.split(text, ~r/^== /m, trim: true), into: %{} do
      [name, rest] = String.split(section, "\n", parts: 2)
      {name, rest}
    end
  end

  defp entries(text), do: length(Regex.scan(~r/^\[ENTRY\]/m, text))

  test "print the same woven as plain" do
    {plain, none} = run("plain")
    assert map_size(plain) == length(@programs)
    assert none |> Map.values() |> Enum.sum() == 0

    for plan <- ["entry_exit", "values", "everything"] do
      {woven, entries} = run(plan)
      for {name, output} <- plain, do: assert({plan, name, woven[name]} == {plan, name, output})
      for {name, count} <- entries, do: assert(count > 5, "#{plan}, #{name}: #{count} entries")
    end
  end
end
