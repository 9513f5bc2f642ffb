defmodule Spile.Behaviours.TransformerTest do
  use ExUnit.Case
  import Spile.Test.Compiled

  @calculator """
  defmodule MODULE do
    def add(a, b) do
      sum = a + b
      sum
    end

    def run(x), do: add(twice(x), 1)
    defp twice(x), do: x * 2

    def fail(x) do
      y = x + 1
      raise ArgumentError, "no \#{y}"
    end
  end
  """

  @all [log_entry_exit: [capture_args: true, capture_return: true]]
  defp config(target \\ :all, opts \\ @all, new \\ []), do: Spile.instrument_functions(Spile.new(new), target, opts)

  describe "transformer" do
    test "transform/2 correctly applies function entry/exit logging" do
      module = woven(config(), @calculator)
      {25, lines} = printed(module, fn -> module.run(12) end)

      assert lines == [
               "[ENTRY] M.run/1 ARGS: [12]",
               "[ENTRY] M.twice/1 ARGS: [12]",
               "[EXIT]  M.twice/1 RETURNED: 24",
               "[EXIT]  M.run/1 TAIL CALL: M.add/2",
               "[ENTRY] M.add/2 ARGS: [24, 1]",
               "[EXIT]  M.add/2 RETURNED: 25"
             ]

      # With calls awaited, exits are told with their values, the inner before the outer.
      module = woven(config(:all, @all, tail_calls: :await), @calculator)
      {25, lines} = printed(module, fn -> module.run(12) end)
      assert Enum.take(lines, -2) == ["[EXIT]  M.add/2 RETURNED: 25", "[EXIT]  M.run/1 RETURNED: 25"]
    end

    test "transform/2 correctly injects code for local variable capture (at entry, before_return, on_error, specific line)" do
      config =
        Spile.new()
        |> Spile.instrument_functions({:only, [:add, :fail]}, log_entry_exit: false)
        |> Spile.capture_variables([:a, :sum], at: :entry)
        |> Spile.capture_variables([:sum], at: {:line, 3})
        |> Spile.capture_variables(:all, at: :before_return)
        |> Spile.capture_variables([:x], at: :on_error)

      module = woven(config, @calculator)
      {3, lines} = printed(module, fn -> module.add(1, 2) end)
      assert ["[VAR_CAPTURE AT ENTRY] a = 1", "[VAR_CAPTURE AT LINE 3] sum = 3", before_return] = lines

      assert before_return =~ ~r/^\[VAR_CAPTURE BEFORE_RETURN\] / and before_return =~ "sum = 3" and
               before_return =~ "b = 2"

      {error, lines} = printed(module, fn -> catch_error(module.fail(1)) end)
      assert error == %ArgumentError{message: "no 2"}
      assert "[VAR_CAPTURE ON_ERROR] x = 1" in lines
    end

    test "transform/2 correctly injects code for expression value tracking" do
      source = """
      defmodule MODULE do
        def f(x) do
          y = g(x) * 2
          x |> g() |> Kernel.+(y)
        end

        defp g(x), do: x + 1
      end
      """

      tracked = [quote(do: g(x)), "x |> g() |> Kernel.+(y)"]
      config = Spile.new() |> target({:only, [:f]}) |> Spile.track_expressions(tracked)
      module = woven(config, source)
      {6, lines} = printed(fn -> module.f(1) end)
      assert "[EXPRESSION_TRACK] g(x) VALUE: 2" in lines
      assert "[EXPRESSION_TRACK] x |> g() |> Kernel.+(y) VALUE: 6" in lines

      config =
        Spile.new() |> target({:only, [:f]}) |> Spile.track_expressions([List.last(tracked)], log_intermediate: true)

      module = woven(config, source)
      {6, lines} = printed(fn -> module.f(1) end)
      assert ["[EXPRESSION_TRACK] x VALUE: 1", "[EXPRESSION_TRACK] x |> g() VALUE: 2", whole] = lines
      assert whole == "[EXPRESSION_TRACK] x |> g() |> Kernel.+(y) VALUE: 6"
    end

    test "transform/2 correctly injects custom code at specified lines" do
      config = Spile.new() |> Spile.inject_at_line(3, quote(do: IO.puts("sum is #{sum}")), context_vars: [:sum])
      module = woven(config, @calculator)
      assert printed(fn -> module.add(1, 2) end) == {3, ["sum is 3"]}
      # The code's own variables are nobody else's.
      config = Spile.new() |> Spile.inject_at_line(3, "sum = 100; IO.puts(sum)")
      module = woven(config, @calculator)
      assert printed(fn -> module.add(1, 2) end) == {3, ["100"]}
    end

    test "transform/2 correctly injects custom code before function returns" do
      config =
        Spile.new()
        |> target({:only, [add: 2]})
        |> Spile.inject_before_return(quote(do: IO.inspect(result, label: "result")))

      module = woven(config, @calculator)
      assert printed(fn -> module.add(1, 2) end) == {3, ["result: 3"]}
    end

    test "transform/2 correctly injects custom code on error" do
      config = Spile.new() |> Spile.inject_on_error(quote(do: IO.inspect({error, reason, is_list(stacktrace)})))
      module = woven(config, @calculator)
      {error, lines} = printed(fn -> catch_error(module.fail(1)) end)
      assert error == %ArgumentError{message: "no 2"}
      assert lines == [~s({:error, %ArgumentError{message: "no 2"}, true})]
    end

    test "transform/2 handles configurations targeting all, public, private functions" do
      told = fn target ->
        module = woven(config(target), @calculator)
        {_, lines} = printed(module, fn -> module.run(1) end)
        for "[ENTRY] M." <> rest <- lines, do: hd(String.split(rest, " "))
      end

      assert told.(:all) == ["run/1", "twice/1", "add/2"]
      assert told.(:public) == ["run/1", "add/2"]
      assert told.(:private) == ["twice/1"]
    end

    test "transform/2 handles configurations targeting specific functions by name/arity (:only, :except)" do
      sites = fn target ->
        {:ok, woven} = Spile.weave(config(target), named(@calculator))
        for %{id: id} <- woven.sites, do: id |> String.split("#") |> List.last()
      end

      assert sites.({:only, [:add, {:twice, 1}]}) == ["add/2@1", "twice/1@1"]
      assert sites.({:only, [add: 3]}) == []
      assert sites.({:except, [:add, {:twice, 1}]}) == ["run/1@1", "fail/1@1"]
      assert sites.({:add, 2}) == ["add/2@1"]

      {:ok, woven} = Spile.weave(config({:only, [:ad]}), named(@calculator))
      assert [function_target: %{message: message}] = woven.unmet
      assert message =~ "did you mean add?"
    end

    test "transform/2 correctly applies pattern-based targeting (e.g., GenServer callbacks)" do
      source = """
      defmodule MODULE do
        use GenServer
        def start(n), do: GenServer.start(__MODULE__, n)
        def init(n), do: {:ok, n}
        def handle_call(:get, _from, n), do: {:reply, n, n}
        def helper(x), do: x
      end
      """

      {:ok, woven} = Spile.weave(Spile.target_pattern(config(), :genserver_callbacks), named(source))

      assert for(%{id: id} <- woven.sites, do: id |> String.split("#") |> List.last()) == [
               "init/1@1",
               "handle_call/3@1"
             ]
    end

    test "transform/2 preserves original code semantics and behavior" do
      source = """
      defmodule MODULE do
        def loop(0, acc), do: acc
        def loop(n, acc), do: loop(n - 1, acc + n)
        def classify(x) when is_atom(x), do: {:atom, x}
        def classify(x) do
          case x do
            [] -> :empty
            [h | _] when h > 1 -> {:list, h}
            %{a: a} -> {:map, a}
            other -> {:other, other}
          end
        end
        def safe(f) do
          f.()
        rescue
          e in RuntimeError -> {:rescued, e.message}
        catch
          :throw, x -> {:caught, x}
        after
          send(self(), :after)
        end
        def names(a, b), do: (c = a + b; binding() |> Keyword.keys() |> Kernel.++([c]))
      end
      """

      plain = compiled(named(source))
      silent = config(:all, [log_entry_exit: [capture_args: true, capture_return: true]], output_target: :stderr)

      for as <- [:quoted, :text] do
        woven = woven(silent, source, as: as)

        calls = [
          {:loop, [1000, 0]},
          {:classify, [:a]},
          {:classify, [[]]},
          {:classify, [[2]]},
          {:classify, [%{a: 1}]},
          {:classify, [1.5]},
          {:safe, [fn -> 1 end]},
          {:safe, [fn -> raise "x" end]},
          {:safe, [fn -> throw(:y) end]},
          {:names, [1, 2]}
        ]

        for {name, args} <- calls do
          expected = apply(plain, name, args)
          ExUnit.CaptureIO.capture_io(:stderr, fn -> assert apply(woven, name, args) == expected end)
        end

        ExUnit.CaptureIO.capture_io(:stderr, fn ->
          assert {:exit, :z} = catch_error_kind(fn -> woven.safe(fn -> exit(:z) end) end)
        end)
      end
    end

    test "transform/2 handles edge cases gracefully (guards, multi-clause functions, macros)" do
      source = """
      defmodule MODULE do
        defmacro double(x), do: quote(do: unquote(x) * 2)
        defguard is_small(x) when x < 10
        def size(x, y \\\\ 1)
        def size(x, y) when is_small(x), do: {:small, double(y)}
        def size(_, %{} = m), do: map_size(m)
        def size(_x, _y), do: :large
        defdelegate trim(s), to: String
        for name <- [:a, :b], do: def(unquote(name)(), do: unquote(name))
        def block(x, do: y), do: {x, y}
      end
      """

      {:ok, quoted} = Spile.transform(config(), Code.string_to_quoted!(named(source)))
      module = compiled(quoted)
      assert {{1, 2}, ["[ENTRY] M.block/2 ARGS: [1, [do: 2]]", _]} = printed(module, fn -> module.block(1, do: 2) end)

      module = woven(config(), source)

      {result, lines} =
        printed(module, fn ->
          [module.size(1), module.size(11, %{a: 1}), module.size(11), module.trim(" x"), module.b()]
        end)

      assert result == [{:small, 2}, 1, :large, "x", :b]
      assert "[ENTRY] M.size/2 ARGS: [1, 1]" in lines
      assert "[ENTRY] M.size/2 ARGS: [11, %{a: 1}]" in lines
      assert "[ENTRY] M.size/2 ARGS: [11, 1]" in lines
    end

    test "transform/2 generates efficient and readable instrumentation code (conceptual)" do
      source = named(@calculator)
      {:ok, text} = Spile.transform(config({:only, [:add]}), source)
      assert length(String.split(text, "\n")) == length(String.split(source, "\n"))
      # All that the author wrote is there, in order, and only lines of the target differ.
      changed = for {a, b} <- Enum.zip(String.split(source, "\n"), String.split(text, "\n")), a != b, do: {a, b}
      assert [{"  def add(a, b) do", head}, {"  end", tail}] = changed
      assert String.starts_with?(head, "  def add(a, b) do") and String.starts_with?(tail, "  end")
      assert Spile.transform(Spile.new(), source) == {:ok, source}
    end

    test "transform/2 returns {:ok, instrumented_ast} on success" do
      quoted = Code.string_to_quoted!(named(@calculator))
      assert {:ok, woven} = Spile.transform(config(), quoted)
      module = compiled(woven)
      assert {3, [_, _]} = printed(fn -> module.add(1, 2) end)

      # Quoted code keeps its contexts: `x` of the macro is not the `x` of the function.
      hygienic =
        quote do
          defmodule unquote(Module.concat(Spile.Woven, "Q#{System.unique_integer([:positive])}")) do
            def f(unquote(Macro.var(:x, :a))) do
              x = 10
              {x, unquote(Macro.var(:x, :a))}
            end
          end
        end

      {:ok, woven} = Spile.transform(config(), hygienic)
      module = compiled(woven)
      assert {{10, 1}, ["[ENTRY] M.f/1" <> _, _]} = printed(module, fn -> module.f(1) end)
    end

    test "transform/2 returns {:error, reason} on failure" do
      assert {:error, {:syntax, %{line: 1, message: _}}} = Spile.transform(config(), "def f(")
      assert {:error, {:invalid_configuration, %{message: message}}} = Spile.transform(config(:publik), "1")
      assert message =~ ":public"
    end

    test "preview/2 returns an accurate description of transformations for entry/exit logging" do
      preview = Spile.preview(config({:only, [:add]}), named(@calculator))
      assert [%{name: :add, arity: 2, line: 2, id: id, notes: []}] = preview.target_functions

      assert [%{type: :log_entry, args: true, id: ^id}, %{type: :log_exit, return: true, duration: false}] =
               preview.injections

      {:ok, woven} = Spile.weave(config({:only, [:add]}), named(@calculator))
      assert length(woven.sites) == length(preview.target_functions)
    end

    test "preview/2 returns an accurate description for variable capture" do
      config =
        Spile.new()
        |> target({:only, [:add]})
        |> Spile.capture_variables([:sum], at: {:line, 3})
        |> Spile.capture_variables(:all)

      preview = Spile.preview(config, named(@calculator))

      assert [%{at: {:line, 3}, variables: [:sum], name: :add}, %{at: :before_return, variables: :all}] =
               preview.variable_captures

      assert preview.injections == []
      away = Spile.capture_variables(target(Spile.new(), {:only, [:add]}), [:sum], at: {:line, 8})
      assert [capture_point: %{message: message}] = Spile.preview(away, named(@calculator)).unmet
      assert message =~ "line 8"
    end

    test "preview/2 returns an accurate description for custom code injections" do
      code = quote(do: IO.inspect(result))
      config = Spile.new() |> target({:only, [:add]}) |> Spile.inject_before_return(code, context_vars: [:sum])
      preview = Spile.preview(config, named(@calculator))
      assert [%{type: :code, at: :before_return, code: ^code, context_vars: [:sum], name: :add}] = preview.injections
      # What is not as without probes is said.
      assert [%{notes: [note]}] = preview.target_functions
      assert note =~ "awaited"
    end

    test "preview/2 reflects the configuration accurately without modifying the AST" do
      {:ok, ast} = Spile.parse(named(@calculator))
      preview = Spile.preview(config(:private), ast)
      assert [%{name: :twice}] = preview.target_functions
      assert Spile.preview(Spile.new(), ast).target_functions == []
      assert {:ok, woven} = Spile.transform(Spile.new(), ast)
      assert woven == ast
    end

    test "preview/2 returns a map with the expected preview report structure" do
      keys = [:expressions, :injections, :skipped, :target_functions, :unmet, :variable_captures]
      assert Spile.preview(config(), named(@calculator)) |> Map.keys() |> Enum.sort() == keys
      assert {:error, {:syntax, _}} = Spile.preview(config(), "def f(")
    end
  end

  defp target(config, target), do: Spile.instrument_functions(config, target, log_entry_exit: false)

  defp catch_error_kind(function) do
    function.()
  catch
    kind, reason -> {kind, reason}
  end
end
