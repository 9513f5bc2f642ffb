defmodule Spile.UnmetTest do
  # Code before a clause, and what comes to nothing in a source.
  use ExUnit.Case, async: true
  import Spile.Test.Compiled

  @source "defmodule MODULE do\n  def f(0), do: 0\n  def f(x), do: x + 1\n  def g(x), do: x\nend\n"

  test "before a clause is where it is entered" do
    source = named(@source)
    {:ok, {:defmodule, meta, _}} = Spile.parse(source)
    id = meta[:elixir_ast_node_id] <> "#f/1@2"

    for {weave, kind} <- [{&Spile.transform/2, "text"}, {&Spile.parse_and_transform/2, "quoted"}] do
      config = Spile.inject_before_node(Spile.new(), id, "IO.inspect({:before, x})", context_vars: [:x])
      {:ok, code} = weave.(config, source)
      module = compiled(code)
      assert {{0, 6, 7}, ["{:before, 5}"]} = printed(fn -> {module.f(0), module.f(5), module.g(7)} end), kind
      :code.purge(module)
      :code.delete(module)
    end
  end

  test "what is in none of the targets is told" do
    source = named(@source)
    {:ok, {:defmodule, meta, _}} = Spile.parse(source)
    module = meta[:elixir_ast_node_id]

    for id <- [module, module <> "#f/1@1"] do
      config = Spile.new() |> Spile.instrument_functions({:only, [:g]}) |> Spile.inject_before_node(id, "IO.puts(1)")

      assert {:ok, %{unmet: [injection_point: %{value: ^id, message: message}]}} = Spile.weave(config, source)
      assert message =~ "none of the functions that are targeted"
    end
  end

  test "a function of another module is told with it" do
    config = Spile.instrument_functions(Spile.new(), {:only, [{Other, :g, 1}]})
    assert {:ok, %{unmet: [function_target: %{value: "Other.g/1"}]}} = Spile.weave(config, named(@source))
  end

  test "a variable that no target has is told with the one that may be meant" do
    source =
      named("defmodule MODULE do\n  def f(items, rate), do: length(items) * rate\n  def g(other), do: other\nend\n")

    config =
      Spile.instrument_functions(Spile.new(), {:only, [:f]}, capture_variables: [variables: [:rates], at: :entry])

    config =
      config |> Spile.capture_variables([:zz, :items]) |> Spile.inject_before_return("1", context_vars: [:other])

    {:ok, form} = Spile.parse(source)

    for given <- [source, form] do
      assert {:ok, %{unmet: unmet}} = Spile.weave(config, given)
      assert [variables: rates, variables: zz, context_vars: other] = unmet
      assert {rates.value, zz.value, other.value} == {"rates", "zz", "other"}
      assert rates.message =~ "did you mean rate?"
      assert zz.message == "none of the functions that are targeted has a variable of this name"
      assert Spile.preview(config, given).unmet == unmet
    end

    assert {:ok, %{unmet: []}} = Spile.weave(Spile.capture_variables(Spile.new(), [:items, :other]), source)
  end

  test "a version that is no text" do
    assert {:error, {:elixir_version, %{message: "3 is no version" <> _}}} = Spile.parse("x", elixir: 3)
  end

  test "an expression that has no place in the tree is told as such, and not as one that is nowhere" do
    source =
      named("defmodule MODULE do\n  def f(x), do: g([x, 1], {x, 2}, :ok)\n  def g(a, b, c), do: {a, b, c}\nend\n")

    for code <- ["[x, 1]", "{x, 2}", "x", ":ok", "@a", quote(do: [x, 1])] do
      assert {:ok, %{unmet: [expression: %{message: message}]}} =
               Spile.weave(Spile.track_expressions(Spile.new(), [code]), source)

      assert message =~ "are not tracked by themselves"
    end

    assert {:ok, %{unmet: [expression: %{message: message}]}} =
             Spile.weave(Spile.track_expressions(Spile.new(), ["h(x)"]), source)

    assert message =~ "it stands in none of the functions"
    assert {:ok, %{unmet: []}} = Spile.weave(Spile.track_expressions(Spile.new(), ["{a, b, c}"]), source)
  end

  test "a pattern that selects nothing in functions is told" do
    source = named("defmodule MODULE do\n  use ExUnit.Case\n  test \"a\", do: assert(f(1))\n  def f(x), do: x\nend\n")
    config = Spile.new() |> Spile.target_pattern(:exunit_tests) |> Spile.instrument_functions(:all)

    assert {:ok, %{sites: [], unmet: [pattern: %{value: "exunit_tests", message: message}]}} =
             Spile.weave(config, source)

    assert message =~ "is in no function"
  end

  test "what was not asked for is not told as left alone" do
    source =
      named("""
      defmodule MODULE do
        def f(x), do: x
        defmacro m(x), do: x
        defguard g(x) when x
        defdelegate d(x), to: Other
        def q, do: quote(do: def(r, do: 1))
      end
      """)

    for {target, expected} <- [
          {:all, ["d/1@1", "g/1@1", "m/1@1"]},
          {{:only, [:f]}, []},
          {{:only, [:g, :f]}, ["g/1@1"]},
          {{:except, [:f]}, ["d/1@1", "g/1@1", "m/1@1"]}
        ] do
      config = Spile.instrument_functions(Spile.new(), target)
      assert {:ok, %{skipped: skipped}} = Spile.weave(config, source)
      names = for %{id: id} <- skipped, [_, name] = String.split(id, "#"), name =~ "/1", do: name
      assert Enum.sort(names) == expected
      assert length(Spile.preview(config, source).skipped) == length(skipped)
    end
  end
end
