defmodule Spile.Behaviours.PipelineApiTest do
  use ExUnit.Case
  import Spile.Test.Compiled

  @source "defmodule MODULE do\n  def f(x) do\n    y = x + 1\n    y * 2\n  end\nend\n"
  @server """
  defmodule MODULE do
    use GenServer
    def init(value), do: {:ok, value}
    def handle_call({:add, n}, _from, state) do
      new_state = state + n
      {:reply, new_state, new_state}
    end
    def other(x), do: x
  end
  """
  @controller """
  defmodule MODULE do
    use Phoenix.Controller
    def show(conn, params), do: {conn, params}
    def other(conn), do: conn
  end
  """

  defp all,
    do: Spile.instrument_functions(Spile.new(), :all, log_entry_exit: [capture_args: true, capture_return: true])

  defp run({:ok, ast}, function), do: lines_of(compiled(ast), function)

  # `use Phoenix.Controller` without Phoenix.
  defp without_use({:ok, ast}) do
    {:ok,
     Macro.prewalk(ast, fn
       {:use, _, [_]} -> nil
       node -> node
     end)}
  end

  describe "elixir_ast" do
    test "ElixirAST.parse/1: parses a simple valid module string" do
      assert {:ok, {:defmodule, _, [{:__aliases__, _, [:A]}, [do: _]]}} =
               Spile.parse("defmodule A do\n  def f, do: 1\nend")
    end

    test "ElixirAST.parse/1: assigns a basic node ID to the parsed AST" do
      {:ok, {:defmodule, meta, _}} = Spile.parse("defmodule A do\nend")
      assert meta[:elixir_ast_node_id] == "A"
    end

    test "ElixirAST.parse/1: returns an error for invalid syntax" do
      assert {:error, {:syntax, %{line: 1, message: _, elixir: {_, _, _}}}} = Spile.parse("defmodule do end)")
    end

    test "ElixirAST.parse_and_transform/2: successfully parses and applies a simple transformation" do
      lines = all() |> Spile.parse_and_transform(named(@source)) |> run(& &1.f(1))
      assert lines == ["[ENTRY] M.f/1 ARGS: [1]", "[EXIT]  M.f/1 RETURNED: 4"]
    end

    test "ElixirAST.parse_and_transform/2: returns parse error if parsing fails" do
      assert {:error, {:syntax, %{line: 1}}} = Spile.parse_and_transform(all(), "def f(")
    end

    test "transform/2 applies instrumentation configuration to AST" do
      {:ok, ast} = Spile.parse(named(@source))
      assert run(Spile.transform(all(), ast), & &1.f(2)) == ["[ENTRY] M.f/1 ARGS: [2]", "[EXIT]  M.f/1 RETURNED: 6"]
    end

    test "transform/2 returns {:ok, instrumented_ast} on success" do
      {:ok, ast} = Spile.parse(named(@source))
      assert {:ok, {:defmodule, meta, _} = woven} = Spile.transform(all(), ast)
      assert meta == elem(ast, 1)
      assert Macro.to_string(woven) =~ "Probe"
    end

    test "transform/2 returns {:error, reason} on failure" do
      {:ok, ast} = Spile.parse(named(@source))

      assert {:error, {:invalid_configuration, %{problems: [pattern: _]}}} =
               Spile.transform(Spile.target_pattern(all(), :nothing), ast)
    end

    test "parse/1 parses Elixir source code string into AST" do
      assert {:ok, {:+, _, [{:a, _, nil}, 1]}} = Spile.parse("a + 1")
    end

    test "parse/1 assigns unique node IDs to AST nodes" do
      {:ok, {:__block__, _, [{_, first, _}, {_, second, _}]}} = Spile.parse("f(1)\nf(1)")
      assert is_binary(first[:elixir_ast_node_id])
      assert first[:elixir_ast_node_id] != second[:elixir_ast_node_id]
    end

    test "parse/1 returns {:ok, ast} on success" do
      assert {:ok, 1} = Spile.parse("1")
    end

    test "parse/1 returns {:error, reason} on parsing failure" do
      assert {:error, {:syntax, details}} = Spile.parse("[1, 2")
      assert details.message =~ "]" and is_integer(details.line)
    end

    test "parse_and_transform/2 combines parsing and transformation" do
      source = named(@source)
      {:ok, ast} = Spile.parse(source)
      assert Spile.parse_and_transform(all(), source) == Spile.transform(all(), ast)
    end

    test "parse_and_transform/2 returns {:ok, instrumented_ast} on success" do
      assert {:ok, {:defmodule, _, _}} = Spile.parse_and_transform(all(), named(@source))
    end

    test "parse_and_transform/2 returns {:error, reason} if parsing or transformation fails" do
      assert {:error, {:syntax, _}} = Spile.parse_and_transform(all(), ")")

      assert {:error, {:invalid_configuration, _}} =
               Spile.parse_and_transform(Spile.format(all(), :xml), named(@source))
    end

    test "analyze/1 returns analysis report for an AST" do
      {:ok, ast} = Spile.parse(@server |> String.replace("MODULE", "Server"))
      assert %{functions: [_, _, _], modules: ["Server"], complexity_estimate: :low} = Spile.analyze(ast)
    end

    test "analyze/1 identifies functions and patterns" do
      report = Spile.analyze(String.replace(@server, "MODULE", "Server"))
      assert [%{name: :init, arity: 1, line: 3, type: :def} | _] = report.functions
      assert :genserver_callbacks in report.patterns_detected
      assert report.patterns.genserver_callbacks == ["Server#init/1@1", "Server#handle_call/3@1"]
    end

    test "preview/2 returns a preview of instrumentation actions" do
      assert %{target_functions: [%{name: :f}], injections: [%{type: :log_entry}, %{type: :log_exit}]} =
               Spile.preview(all(), named(@source))
    end

    test "preview/2 details targeted functions, injections, and captures" do
      config = all() |> Spile.capture_variables([:y], at: {:line, 3}) |> Spile.inject_on_error("1")
      preview = Spile.preview(config, named(@source))
      assert [%{name: :f, arity: 1, line: 2, notes: [note]}] = preview.target_functions
      assert note =~ "try"
      assert [%{at: {:line, 3}, variables: [:y]}] = preview.variable_captures
      assert Enum.map(preview.injections, & &1.type) == [:log_entry, :log_exit, :code]
    end

    test "validate/1 returns :ok for a valid configuration" do
      assert Spile.validate(all()) == :ok
    end

    test "validate/1 returns {:error, reasons} for an invalid configuration" do
      assert {:error, [{:output_format, %{message: _, value: :xml, advice: _}}]} =
               Spile.validate(Spile.format(all(), :xml))
    end

    test "quick_instrument/2 instruments all functions for entry/exit logging" do
      lines = @source |> named() |> Spile.quick_instrument() |> run(& &1.f(1))
      assert lines == ["[ENTRY] M.f/1 ARGS: [1]", "[EXIT]  M.f/1 RETURNED: 4"]
      bare = @source |> named() |> Spile.quick_instrument(log_args: false, log_return: false) |> run(& &1.f(1))
      assert bare == ["[ENTRY] M.f/1", "[EXIT]  M.f/1"]
    end

    test "quick_instrument/2 captures specified variables" do
      lines = @source |> named() |> Spile.quick_instrument(capture_vars: [:y]) |> run(& &1.f(1))
      assert "[VAR_CAPTURE BEFORE_RETURN] y = 2" in lines
    end

    test "quick_instrument/2 uses specified output format" do
      assert [~s({"timestamp":) <> _ | _] =
               @source |> named() |> Spile.quick_instrument(format: :json) |> run(& &1.f(1))
    end

    test "instrument_genserver/2 instruments GenServer callbacks" do
      lines =
        @server
        |> named()
        |> Spile.instrument_genserver()
        |> run(&{&1.handle_call({:add, 2}, self(), 1), &1.other(1)})

      assert Enum.any?(lines, &(&1 =~ ~r/ENTRY\] M\.handle_call\/3 ARGS: \[\{:add, 2\}/))
      assert Enum.any?(lines, &(&1 =~ ~r/EXIT\]  M\.handle_call\/3 RETURNED: \{:reply, 3, 3\} DURATION: \d+ us/))
      refute Enum.any?(lines, &(&1 =~ "other"))
    end

    test "instrument_genserver/2 captures default and specified variables" do
      captures = fn opts ->
        lines = @server |> named() |> Spile.instrument_genserver(opts) |> run(& &1.handle_call({:add, 2}, self(), 1))
        for line <- lines, [_, capture] <- [Regex.run(~r/(VAR_CAPTURE .*)$/, line)], do: capture
      end

      assert captures.([]) == [
               "VAR_CAPTURE AT ENTRY] state = 1",
               "VAR_CAPTURE BEFORE_RETURN] state = 1, new_state = 3"
             ]

      assert captures.(capture_vars: [:n]) == ["VAR_CAPTURE AT ENTRY] n = 2", "VAR_CAPTURE BEFORE_RETURN] n = 2"]
    end

    test "instrument_phoenix_controller/2 instruments Phoenix controller actions" do
      lines =
        @controller
        |> named()
        |> Spile.instrument_phoenix_controller()
        |> without_use()
        |> run(&{&1.show(:c, %{}), &1.other(1)})

      assert Enum.any?(lines, &(&1 =~ "ENTRY] M.show/2 ARGS: [:c, %{}]"))
      refute Enum.any?(lines, &(&1 =~ "other"))
    end

    test "instrument_phoenix_controller/2 captures default and specified variables" do
      captures = fn opts ->
        lines =
          @controller
          |> named()
          |> Spile.instrument_phoenix_controller(opts)
          |> without_use()
          |> run(& &1.show(:c, %{a: 1}))

        for line <- lines, [_, capture] <- [Regex.run(~r/(VAR_CAPTURE .*)$/, line)], do: capture
      end

      assert captures.([]) == ["VAR_CAPTURE AT ENTRY] conn = :c, params = %{a: 1}"]
      assert captures.(capture_vars: [:params]) == ["VAR_CAPTURE AT ENTRY] params = %{a: 1}"]
    end
  end
end
