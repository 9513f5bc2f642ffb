defmodule Spile.Probe.BodyTest do
  # Warnings are taken from standard error.
  use ExUnit.Case, async: false

  alias Spile.Test.{Recorder, Woven}

  # What `f(x)` returns with and without probes, and the events.
  defp run(body, arguments, options \\ [value: true], prelude \\ "") do
    head = "f(#{Enum.map_join(0..(length(arguments) - 1)//1, ", ", &"x#{&1}")})"
    {plain, warnings} = Woven.compile([{head, body}], :plain, prelude)
    {woven, woven_warnings} = Woven.compile([{head, body}], options, prelude)
    assert woven_warnings == warnings
    {result, events} = Recorder.record(fn -> outcome(woven, arguments) end)
    assert result == outcome(plain, arguments)
    {result, events}
  end

  defp outcome(module, arguments) do
    apply(module, :f, arguments)
  catch
    kind, reason ->
      frames = for {^module, name, arity, location} <- __STACKTRACE__, do: {name, arity, location[:line]}
      {kind, reason, frames}
  end

  test "a value is told when it is there" do
    assert run("x0 + 1", [1]) == {2, [{:enter, "M#f/1@1", nil}, {:leave, "M#f/1@1", 2}]}
    assert run("x0 + 1", [1], []) == {2, [{:enter, "M#f/1@1", nil}, {:leave, "M#f/1@1"}]}
    assert run("[x0, :b]", [1]) == {[1, :b], [{:enter, "M#f/1@1", nil}, {:leave, "M#f/1@1", [1, :b]}]}
    assert run("", []) == {nil, [{:enter, "M#f/1@1", nil}, {:leave, "M#f/1@1", nil}]}
  end

  test "a tail call is told before it is made, by its callee" do
    assert {3, [_, {:tail, _, {Enum, :sum, 1}}]} = run("Enum.sum(x0)", [[1, 2]])
    assert {3, [_, {:tail, _, {Enum, :sum, 1}}]} = run("x0 |> Enum.map(& &1) |> Enum.sum()", [[1, 2]])
    assert {3, [_, {:tail, _, {Enum, :sum, 1}}]} = run("apply(Enum, :sum, [x0])", [[1, 2]])
    assert {3, [_, {:tail, _, nil}]} = run("x0.(1, 2)", [&+/2])
    assert {[1], [_, {:tail, _, {_, :g, 1}}]} = run("g(x0)", [1], [], "def g(x), do: [x]")
    assert {7, [_, {:tail, _, {:lists, :sum, 1}}]} = run("import :lists, only: [sum: 1]; sum(x0)", [[3, 4]])
  end

  test "what calls nobody's code is awaited where values are asked for" do
    assert {"A", [_, {:leave, _, "A"}]} = run("String.upcase(x0)", ["a"])
    assert {"A", [_, {:tail, _, {String, :upcase, 1}}]} = run("String.upcase(x0)", ["a"], [])
    assert {3, [_, {:leave, _, 3}]} = run("Enum.sum(x0)", [[1, 2]], value: true, tail_calls: :await)
  end

  test "arguments are evaluated once, from left to right, before the call is told" do
    prelude = "def g(a, b), do: {a, b}\ndef say(x) do send(self(), x); x end"
    assert {{1, 2}, _} = run("g(say(1), say(2))", [], [], prelude)
    assert {:messages, [1, 2, 1, 2]} = Process.info(self(), :messages)
  end

  test "what is never evaluated is neither told nor evaluated" do
    assert {false, [_, {:leave, _, false}]} = run("x0 && raise(\"no\")", [false])
    assert {1, [_, {:leave, _, 1}]} = run("x0 || raise(\"no\")", [1])
    assert {{:error, {:badbool, :and, 1}, _}, [_]} = run("x0 and true", [1])
  end

  test "what matches no pattern of with is its value" do
    assert {:other, [_, {:leave, _, :other}]} = run("with {:ok, a} <- x0, do: a + 1", [:other])
    assert {2, [_, {:leave, _, 2}]} = run("with {:ok, a} <- x0, do: a + 1", [{:ok, 1}])
    assert {2, [_, {:leave, _, 2}]} = run("with a <- x0, b = a + 1, do: b", [1])
  end

  test "an exception leaves the body as it would, at its line" do
    assert {{:error, %ArgumentError{}, [{:f, 1, 2}]}, [_]} = run("\nraise ArgumentError, \"no \#{x0}\"", [1])
    assert {{:throw, 1, [{:f, 1, 2}]}, [_]} = run("\nthrow x0\n", [1])
    assert {{:error, :badarith, [{:f, 1, 3}]}, [_]} = run("\n\n1 + x0\n", [:a])
    assert {{:error, {:badmatch, 1}, [{:f, 1, 3}]}, [_]} = run("\n\n:a = x0\n:b", [1])
  end

  test "rescue, catch, else and after of a function" do
    body = "1 / x0\nrescue ArithmeticError -> :rescued\nelse x -> {:else, x}"
    assert {{:else, 0.5}, [_, {:leave, _, {:else, 0.5}}]} = run(body, [2])
    assert {:rescued, [_, {:leave, _, :rescued}]} = run(body, [0])
    assert {5, [_, {:leave, _, 5}]} = run("throw x0\ncatch :throw, x -> x\nafter send(self(), :after)", [5])
    assert_received :after
    assert {{:error, :badarith, _}, [_]} = run("1 / x0\nafter send(self(), :after)", [0])
    assert {0.5, [_, {:leave, _, 0.5}]} = run("1 / x0\nrescue ArithmeticError -> :rescued", [2])
  end

  test "exceptions are told where that is asked for, and go on as they were" do
    options = [exceptions: true]

    assert {{:error, %ArgumentError{}, [{:f, 1, 2}]}, [_, {:raised, _, :error, %ArgumentError{}}]} =
             run("\nraise ArgumentError, x0", ["a"], options)

    assert {{:exit, :x, _}, [_, {:raised, _, :exit, :x}]} = run("exit(x0)", [:x], options)
    assert {3, [_, {:leave, _}]} = run("Enum.sum(x0)", [[1, 2]], options)
  end

  test "nothing is added to the program's variables" do
    assert {[x0: 1, y: 2], _} = run("y = x0 + 1\n_ = y\nbinding()", [1])
    assert {[x0: 1], _} = run("Enum.map([1], fn _ -> 1 end)\nbinding()", [1], functions: [{[1, :fn, 0, 1], ":fn:1"}])

    assert {true, _} =
             run("Keyword.keys(binding()) == [:x0] and __ENV__.function == {:f, 1} and __ENV__.line == 1", [1])
  end

  test "a warning of the program stays what it is, and there is no other" do
    assert {1, _} = run("unused = x0\nx0", [1])
    assert {1, _} = run("x0\nx0", [1])
    assert {{:error, %RuntimeError{}, _}, _} = run("raise \"x\"", [])
    assert {:a, _} = run("_ = x0; :a", [1])
  end

  test "macros, also those of the module and those that expand to others, are expanded once" do
    prelude = """
    defmacro once(x) do
      send(self(), :expanded)
      quote do: __MODULE__.g(unquote(x))
    end
    defmacro nested(x), do: quote(do: once(unquote(x)))
    def g(x), do: {:g, x}
    """

    assert {{:g, 1}, [_, {:tail, _, {_, :g, 1}}]} = run("nested(x0)", [1], [], prelude)
    assert {:messages, [:expanded, :expanded]} = Process.info(self(), :messages)
  end

  test "aliases, imports and requires of the body hold where they did" do
    assert {3, [_, {:tail, _, {Enum, :sum, 1}}]} = run("alias Enum, as: E\nE.sum(x0)", [[1, 2]])
    assert {true, _} = run("require Integer\nInteger.is_odd(x0)", [1])
    assert {{:ok, 1}, _} = run("import Kernel, except: [elem: 2]\n{:ok, x0}", [1])
  end

  test "Spile may be anything in the program" do
    assert {:mine, _} = run("Spile.Probe.x()", [], [], "defmodule Spile.Probe do\ndef x, do: :mine\nend")
  end

  test "a module that is compiled anew has its own macros, not those that it had" do
    compile = fn value ->
      source = """
      defmodule Spile.Test.Anew do
        defmacro m(x), do: {unquote(x), #{value}}
        require :"Elixir.Spile.Probe"
        def f(x), do: :"Elixir.Spile.Probe".body([id: "f", line: 1, calls: true, runtime: Spile.Test.Recorder], do: m(x))
        def g(x), do: :"Elixir.Spile.Probe".body([id: "g", line: 1, calls: true, runtime: Spile.Test.Recorder], do: if(x, do: f(x)))
      end
      """

      ExUnit.CaptureIO.capture_io(:stderr, fn -> Code.compile_string(String.replace(source, "unquote(x)", "x")) end)
      Recorder.record(fn -> apply(Spile.Test.Anew, :g, [1]) end)
    end

    assert {{1, 1}, [_, {:tail, "g", {Spile.Test.Anew, :f, 1}}, {:enter, "f", nil}, {:leave, "f"}]} = compile.(1)
    assert {{1, 2}, [_, {:tail, "g", {Spile.Test.Anew, :f, 1}}, {:enter, "f", nil}, {:leave, "f"}]} = compile.(2)
  end

  test "super is a call" do
    prelude = "def f(x0), do: [x0]\ndefoverridable f: 1"
    assert {[1], [_, {:tail, _, {_, :super, 1}}]} = run("super(x0)", [1], [], prelude)
  end
end
