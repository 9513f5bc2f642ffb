defmodule ShapesTest do
  use ExUnit.Case, async: true

  alias Shapes.{Area, Counter, Ends, Errors, Functions, Heads, Polite, Stack, Types}
  require Heads

  test "functions end as they are written" do
    assert Ends.last_of_block(1) == 4
    assert Ends.branches_of_case({:circle, 2}) == 12
    assert Ends.branches_of_cond(0) == :zero
    assert Ends.branches_of_if(false) == nil
    assert Ends.branches_of_unless(false) == 2
    assert Ends.with_that_may_miss(%{a: 1}) == :error
    assert Ends.with_that_may_miss(%{a: 1, b: 2}) == {:ok, 3}
    assert Ends.with_that_never_misses(1) == 4
    assert Ends.with_and_else(%{a: :no}) == -1
    assert Ends.clauses_of_receive(0) == :late
    assert Ends.right_of_and(1) and Ends.right_of_or(:a)
    assert {Ends.right_of_double_and(nil), Ends.right_of_double_or(nil)} == {nil, 2}
    assert {Ends.end_of_pipeline([1, 2]), Ends.then_of_pipeline(2)} == {4, 5}
    assert {Ends.function_that_is_called(&(&1 + 1)), Ends.applied(Kernel, :abs)} == {2, 1}
    assert {Ends.computed_module(Ends), Ends.computed_callee()} == {Ends, self()}
    assert {Ends.matched(1), Ends.matched_pattern(1)} == {2, {:ok, 1}}
    assert {Ends.field(%{name: "a"}), Ends.text(1), Ends.literal(), Ends.variable(1)} == {"a", "1 and 2", :done, 1}
    assert {Ends.data(1), Ends.comprehension([0, 1]), Ends.reduced([1])} == {[a: 1, b: 2], [2], %{1 => true}}
    assert Ends.comprehension_that_nothing_uses([self()]) == :ok
    assert_received {:again, _}
    assert {Ends.empty(), Ends.of_macro(1)} == {nil, 2}
  end

  test "a loop ends when it is told to" do
    send(self(), {:add, 1})
    send(self(), :stop)
    assert catch_exit(Ends.loop(0)) == :normal
  end

  test "what is raised, thrown and exited with arrives" do
    assert_raise Errors.Refused, "refused: :always", fn -> Errors.always_raises() end
    assert catch_throw(Errors.always_throws(1)) == {:x, 1}
    assert catch_exit(Errors.always_exits()) == :shutdown
    assert_raise Errors.Refused, fn -> Errors.may_raise(0) end
    assert_raise Errors.Refused, fn -> Errors.calls_what_never_returns(0) end
    assert_raise Errors.Refused, fn -> Errors.reraised(0) end
    assert {Errors.body_with_rescue("x"), Errors.body_with_rescue("1")} == {:error, 1}
    assert Errors.body_with_everything(fn -> 1 end) == {:ok, 1}
    assert Errors.body_with_everything(fn -> throw(:x) end) == {:error, :x}
    assert Errors.body_with_everything(fn -> exit(:x) end) == {:error, {:exit, :x}}
    assert {:error, %Errors.Refused{}} = Errors.body_with_everything(&Errors.always_raises/0)
    assert {Errors.body_with_after(1), Errors.inner_try(0), Errors.inner_try_with_else(11)} == {1, 1, :large}
  end

  test "clauses are those that are written" do
    assert Enum.map([1, 11, 1.5, :a], &Heads.guarded/1) == [:small, :large, :large, :other]
    assert {Heads.defaults(1), Heads.defaults(1, 2), Heads.defaults(1, 2, c: 3)} == {2, 3, 6}
    assert Heads.default_of_one() == 1
    assert Heads.patterns(%{a: 1}, [2], "3", {:ok, 4}) == {{1, 2}, {?3, 4}}
    assert Heads.patterns(%{}, [], "", {:ok, 4}) == {{:ok, 4}, nil}
    assert {Heads.+++(1, 2), Heads.first(), Heads.size([1])} == {{1, 2}, :first, 1}
    assert {Heads.uses_a_macro(1), Heads.unused_argument(1), Heads.private(-3)} == {{1, 1}, :ok, -3}
  end

  test "anonymous functions do what they did" do
    assert Enum.map([1, 2, :a], Functions.clauses()) == [:one, :other, :other]
    assert {Functions.captured().(1, 2), Functions.named().(1)} == {4, 2}
    assert_raise ArgumentError, ":x", fn -> Functions.that_raises().(:x) end
    assert {Functions.given_away([1]), Functions.nested().(1).(2), Functions.without_arguments().()} == {[2], 4, :ok}
    pid = Functions.spawned(self())
    assert_receive :hello
    send(pid, :stop)
    assert Functions.in_each([:x]) == :ok
    assert_received :x
    assert Functions.recursive(fn f, n -> if n == 0, do: 0, else: f.(f, n - 1) end, 3) == 0
  end

  test "types hold what they held" do
    types = Types.new("t") |> Types.see(1) |> Types.see(2)
    assert {Types.size(types), Types.last(types), Types.seen?(types, 1)} == {2, {:ok, 2}, true}
    assert Stack.pop(Stack.new()) == :empty
    assert Types.matches?(~r/a/, "a") and Enum.to_list(Types.stream([1])) == [seen: 1]
    assert :queue.to_list(Types.queue(1)) == [1]
    assert {Area.area({:square, 2}), Area.area(%{area: 3})} == {4, 3}
    {:ok, pid} = Counter.start_link(1)
    assert {Counter.add(pid, 2), Counter.add(pid, 0)} == {3, 3}
    assert Polite.greet("you") == "hello you, please"
  end
end
