defmodule Spile.Probe.FunctionsTest do
  # Warnings are taken from standard error.
  use ExUnit.Case, async: false

  alias Spile.Test.{Recorder, Woven}

  # `marks` are lines and kinds of anonymous functions, in order.
  defp run(body, marks, arguments \\ [[1, 2]]) do
    counts = Enum.frequencies(marks)

    {functions, _} =
      Enum.map_reduce(marks, %{}, fn {line, kind} = mark, seen ->
        before = Map.get(seen, mark, 0)
        {{[line, kind, before, counts[mark]], ":#{kind}:#{line}.#{before}"}, Map.put(seen, mark, before + 1)}
      end)

    {plain, warnings} = Woven.compile([{"f(x)", body}], :plain, prelude())
    {woven, woven_warnings} = Woven.compile([{"f(x)", body}], [functions: functions, value: true], prelude())
    assert woven_warnings == warnings
    {result, events} = Recorder.record(fn -> apply(woven, :f, arguments) end)
    assert result == apply(plain, :f, arguments)
    entered = for {:enter, "M#f/1@1" <> suffix, nil} when suffix != "" <- events, do: suffix
    {result, Enum.uniq(entered)}
  end

  defp prelude do
    """
    defmacro keep(code), do: quote(do: {unquote(Macro.to_string(code)), unquote(code)})
    def g(x, f), do: f.(x)
    """
  end

  test "fn with all its clauses" do
    assert {[:one, :many], [":fn:1.0"]} = run("Enum.map(x, fn 1 -> :one; y when y > 1 -> :many end)", [{1, :fn}])
    assert {[2, 3], [":fn:2.0"]} = run("\nfor y <- x do (fn z -> z + 1 end).(y) end", [{2, :fn}])
  end

  test "captures of expressions, as functions of their own" do
    assert {[2, 4], [":&:1.0"]} = run("Enum.map(x, &(&1 * 2))", [{1, :&}])
    assert {{1, 1}, [":&:1.0"]} = run("(&{&1, &1}).(hd(x))", [{1, :&}])

    assert {["1-2"], [":&:1.0"]} =
             run(~S'Enum.zip_with([[1], [2]], fn [a, b] -> a; {a, b} end) && [(&"#{&1}-#{&2}").(1, 2)]', [{1, :&}])
  end

  test "wherever they stand" do
    for {body, marks} <- [
          {"{fn -> 1 end, 2} |> elem(0) |> then(& &1.())", [{1, :fn}]},
          {"%{a: fn -> 1 end}.a.()", [{1, :fn}]},
          {"%{%{a: 1} | a: fn -> 1 end}.a.()", [{1, :fn}]},
          {"[h | _] = [fn -> 1 end | []]; h.()", [{1, :fn}]},
          {"case (fn -> 1 end).() do 1 -> 1 end", [{1, :fn}]},
          {"cond do (fn -> true end).() -> 1 end", [{1, :fn}]},
          {"with 1 <- (fn -> 1 end).(), do: 1", [{1, :fn}]},
          {"try do (fn -> 1 end).() rescue _ -> 2 end", [{1, :fn}]},
          {"try do throw(1) catch _ -> (fn -> 1 end).() end", [{1, :fn}]},
          {"receive do :none -> 2 after (fn -> 0 end).() -> 1 end", [{1, :fn}]},
          {"if true, do: (fn -> 1 end).()", [{1, :fn}]},
          {"for <<c <- (fn -> <<1>> end).()>>, do: c", [{1, :fn}]},
          {"for c <- [1], (fn -> true end).(), into: [], do: c", [{1, :fn}]},
          {"for c <- [1], reduce: (fn -> 0 end).() do a -> a + c end", [{1, :fn}]},
          {~S'"#{(fn -> 1 end).()}"', [{1, :fn}]},
          {"<<(fn -> 1 end).()::8>>", [{1, :fn}]},
          {"g(1, fn y -> y end) || 2", [{1, :fn}]},
          {"y = fn -> 1 end\ny.()", [{1, :fn}]},
          {"unless (fn -> x == 1 end).(), do: 1", [{1, :fn}]}
        ] do
      {_, entered} = run(body, marks)
      assert {body, entered} == {body, [":fn:1.0"]}
    end
  end

  test "one in another, and several on a line" do
    assert {[[1, 2], [1, 2]], [":fn:1.0", ":fn:1.1"]} =
             run("Enum.map(x, fn _ -> Enum.map(x, fn y -> y end) end)", [{1, :fn}, {1, :fn}])
  end

  test "in what a macro is given, which sees what was written" do
    assert {"fn -> 1 end", []} = run("elem(keep(fn -> 1 end), 0)", [{1, :fn}])
    assert {{_, 1}, [":fn:1.0"]} = run("keep((fn -> 1 end).())", [{1, :fn}])
  end

  test "not in what is quoted, and not where there are more than the text tells of" do
    assert {true, []} = run("is_tuple(quote(do: fn -> 1 end))", [{1, :fn}])
    assert {_, []} = run("Enum.map(x, fn y -> y end) ++ Enum.map(x, fn y -> y end)", [{1, :fn}])
  end
end
