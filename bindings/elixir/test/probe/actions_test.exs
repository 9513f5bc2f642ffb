defmodule Spile.Probe.ActionsTest do
  # Warnings are taken from standard error.
  use ExUnit.Case, async: false

  alias Spile.Test.{Recorder, Woven}

  defp run(body, options, arguments \\ [1]) do
    {module, ""} = Woven.compile([{"f(x)", body}], options)
    Recorder.record(fn -> apply(module, :f, arguments) end)
  end

  defp actions(body, actions, arguments \\ [1]), do: run(body, [calls: false, actions: actions], arguments)

  test "variables at entry, before return and on error" do
    assert {3, [{:variables, :entry, [x: 1]}]} = actions("y = x + 1; y + 1", [[:variables, :entry, :all]])

    assert {3, [{:variables, :before_return, [x: 1, y: 2]}]} =
             actions("y = x + 1; y + 1", [[:variables, :before_return, :all]])

    assert {2, [{:variables, :before_return, [y: 2]}]} =
             actions("y = x + 1; y", [[:variables, :before_return, [:y, :z]]])

    assert_raise ArithmeticError, fn -> actions("y = 1 / x; y", [[:variables, :on_error, [:x]]], [0]) end
    assert Recorder.events() == [{:variables, :on_error, [x: 0]}]
  end

  test "variables before a tail call, which stays one" do
    assert {6, [_, {:variables, :before_return, [x: 1, y: [1, 2, 3]]}, {:tail, _, {Enum, :sum, 1}}]} =
             run("y = [x, 2, 3]; Enum.sum(y)", actions: [[:variables, :before_return, :all]])
  end

  test "code before return sees the result" do
    action = [:code, :before_return, "send(self(), {:got, result, x, y})", [:x, :y]]
    assert {6, []} = actions("y = [x, 2, 3]; Enum.sum(y)", [action])
    assert_received {:got, 6, 1, [1, 2, 3]}
  end

  test "code on error sees what was raised, and it goes on" do
    action = [:code, :on_error, "send(self(), {:failed, error, reason, is_list(stacktrace), x})", [:x]]
    assert_raise ArithmeticError, fn -> actions("1 / x", [action], [0]) end
    assert_received {:failed, :error, :badarith, true, 0}
    assert catch_throw(actions("throw(x)", [action])) == 1
    assert_received {:failed, :throw, 1, true, 1}
  end

  test "code on error that raises, throws or exits is told, and what was raised goes on as it was" do
    for {code, kind, reason} <- [
          {"raise ArgumentError", :error, %ArgumentError{}},
          {"throw(:mine)", :throw, :mine},
          {"exit(:mine)", :exit, :mine}
        ] do
      {module, ""} = Woven.compile([{"f(x)", "1 / x"}], calls: false, actions: [[:code, :on_error, code, []]])
      Process.delete(Recorder)

      stacktrace =
        try do
          module.f(0)
        rescue
          ArithmeticError -> __STACKTRACE__
        end

      assert [{^module, :f, 1, _} | _] = stacktrace
      assert [{:failed, "M#f/1@1", :on_error, ^kind, ^reason}] = Recorder.events()
    end

    both = [[:code, :on_error, "raise(reason.message)", []], [:variables, :on_error, [:x]]]
    assert catch_throw(actions("throw(x)", both)) == 1
    assert [{:failed, _, :on_error, :error, _}, {:variables, :on_error, [x: 1]}] = Recorder.events()
  end

  test "code has variables of its own" do
    action = [:code, :before_return, "x = 5; y = 6; z = x + y; send(self(), z)", [:x]]
    assert {[x: 1, y: 2], []} = actions("y = 2; _ = y; binding()", [action])
    assert_received 11
    # Not there, so nil.
    assert {1, []} = actions("x", [[:code, :before_return, "send(self(), {:none, nothing})", [:nothing]]])
    assert_received {:none, nil}
  end

  test "quoted code keeps its hygiene" do
    quoted =
      quote do
        alias Enum, as: E
        x = E.sum([1, 2])
        send(self(), {x, result})
      end

    {module, ""} = compile_quoted("x + 1", [[:code, :before_return, {:quoted, quoted}, []]])
    assert module.f(1) == 2
    assert_received {3, 2}
  end

  # Text cannot hold quoted code: it is put into the tree.
  defp compile_quoted(body, actions) do
    name = Module.concat(__MODULE__, "M#{System.unique_integer([:positive])}")
    options = [id: "M#f/1@1", line: 1, number: 0, runtime: Recorder, actions: actions]

    tree =
      quote do
        defmodule unquote(name) do
          require Spile.Probe
          def f(var!(x)), do: Spile.Probe.body(unquote(options), do: unquote(Code.string_to_quoted!(body)))
        end
      end

    [{module, _}] = Code.compile_quoted(tree)
    {module, ""}
  end

  test "code that cannot be read is left out, with a warning" do
    {module, warnings} = Woven.compile([{"f(x)", "x"}], calls: false, actions: [[:code, :before_return, "1 +", []]])
    assert module.f(1) == 1
    assert warnings =~ "cannot be read, and is left out"
  end

  test "behind a statement" do
    mark = {[1, :=, 0, 1], {:behind, [:variables, {:line, 1}, [:y]]}}
    assert {3, [{:variables, {:line, 1}, [y: 2]}]} = run("y = x + 1\ny + 1", calls: false, marks: [mark])
    code = {[2, :+, 0, 1], {:behind, [:code, {:line, 2}, "send(self(), {:at, x, y})", [:x, :y]]}}
    assert {3, []} = run("y = x\ny + 2", calls: false, marks: [code])
    assert_received {:at, 1, 1}
  end

  test "before a node" do
    mark = {[1, :sum, 0, 1], {:before, [:code, :before_node, "send(self(), {:before, x})", [:x]]}}
    assert {3, [_, {:tail, _, {Enum, :sum, 1}}]} = run("Enum.sum(x)", [marks: [mark]], [[1, 2]])
    assert_received {:before, [1, 2]}
  end

  test "the values of expressions, also between the steps of a pipeline, also in what a macro is given" do
    marks = [
      {[1, :map, 0, 1], {:track, [1, "x |> Enum.map(& &1)"]}},
      {[1, :x, 0, 1], {:track, [1, "x"]}},
      {[1, :sum, 0, 1], {:track, [1, "all"]}}
    ]

    assert {true, events} =
             run("x |> Enum.map(& &1) |> Enum.sum() > 2 || false", [calls: false, marks: marks], [[1, 2]])

    assert events == [
             {:expression, 1, "x", [1, 2]},
             {:expression, 1, "x |> Enum.map(& &1)", [1, 2]},
             {:expression, 1, "all", 3}
           ]
  end

  test "arguments, also of patterns, which bind nothing that the program sees" do
    source = """
    defmodule #{inspect(__MODULE__)}.Arguments do
      require :"Elixir.Spile.Probe"
      def f(a, :"Elixir.Spile.Probe".argument(0, 1, %{b: c}), :"Elixir.Spile.Probe".argument(0, 2, _) \\\\ 5) when a > 0 do :"Elixir.Spile.Probe".body([id: "M#f/3@1", line: 3, number: 0, calls: true, args: [:a, 1, 2], runtime: Spile.Test.Recorder]) do
        {a, c, binding()}
      end end
    end
    """

    [{module, _}] = Code.compile_string(source)

    assert {{1, 2, [a: 1, c: 2]}, [{:enter, "M#f/3@1", [{:a, 1}, {nil, %{b: 2}}, {nil, 5}]}, {:leave, _}]} =
             Recorder.record(fn -> module.f(1, %{b: 2}) end)
  end
end
