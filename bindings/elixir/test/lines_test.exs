defmodule Spile.LinesTest do
  # What code and captures for behind a line come behind.
  use ExUnit.Case
  import Spile.Test.Compiled

  @source """
  defmodule MODULE do
    def f(x)

    def f(x) do
      y = one(fn ->
        z = x
        z
      end)

      case y do
        1 -> one(fn -> y end)
        2 -> :b
      end
    end

    def one(f), do: f.()

    def literal(_) do
      # nothing is evaluated before this line
      :literal
    end
  end
  """

  # What `function` gives and prints with `1` and `2`, with code at `line`, for text and quoted forms.
  defp at(line, function) do
    config = Spile.inject_at_line(Spile.new(), line, "IO.puts(:at)")

    outcomes =
      for weave <- [&Spile.transform/2, &Spile.parse_and_transform/2] do
        {:ok, code} = weave.(config, named(@source))
        module = compiled(code)
        outcome = for x <- [1, 2], do: printed(fn -> apply(module, function, [x]) end)
        :code.purge(module)
        :code.delete(module)
        outcome
      end

    [outcome] = Enum.uniq(outcomes)
    outcome
  end

  test "a blank line, and an `end`, are behind all of the statement before them, and not in it" do
    assert [{1, ["at"]}, {:b, ["at"]}] = at(9, :f)
    assert [{1, ["at"]}, {:b, ["at"]}] = at(14, :f)
  end

  test "behind a line that a head or nothing with an effect ends on is where the clause is entered" do
    assert [{1, ["at"]}, {:b, ["at"]}] = at(4, :f)
    for line <- [18, 19, 20, 21], do: assert([{:literal, ["at"]}, {:literal, ["at"]}] = at(line, :literal))
  end

  test "behind a branch is not behind another one" do
    assert [{1, ["at"]}, {:b, []}] = at(11, :f)
    assert [{1, []}, {:b, []}] = at(12, :f)
  end

  test "variables are captured where code would run" do
    {:ok, code} = Spile.transform(Spile.capture_variables(Spile.new(), :all, at: {:line, 4}), named(@source))
    assert {:b, ["[VAR_CAPTURE AT ENTRY] x = 2"]} = printed(fn -> compiled(code).f(2) end)
  end

  test "a line that nothing can come behind is told" do
    source = named(@source)

    for {line, message} <- [
          {2, "nothing can come behind line 2: it is a head without a body, or a literal that a branch begins with"},
          {12,
           "nothing can come behind line 12: it is a head without a body, or a literal that a branch begins with"},
          {1, "line 1 is in none of the functions that are targeted"}
        ] do
      config = Spile.inject_at_line(Spile.new(), line, "1")
      assert {:ok, %{unmet: [injection_point: %{message: ^message}]}} = Spile.weave(config, source)
      assert [injection_point: %{message: ^message}] = Spile.preview(config, source).unmet
    end
  end

  test "no warning is there for the names that the places have" do
    source =
      named(
        "defmodule MODULE do\n  def f(x) do\n    Regex.match?(~r/a/, x)\n    Map.fetch!(%{a: 1}, :a)\n  end\nend\n"
      )

    config = Spile.new() |> Spile.inject_at_line(3, "IO.puts(1)") |> Spile.inject_at_line(4, "IO.puts(2)")
    {:ok, code} = Spile.transform(config, source)
    assert ExUnit.CaptureIO.capture_io(:stderr, fn -> compiled(code) end) == ""
  end
end
