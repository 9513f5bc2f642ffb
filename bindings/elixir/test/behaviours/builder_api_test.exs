defmodule Spile.Behaviours.BuilderApiTest do
  use ExUnit.Case
  import Spile.Test.Compiled

  @source """
  defmodule MODULE do
    def open(a) do
      b = closed(a)
      {:ok, b}
    end

    defp closed(a), do: a + 1

    def boom(a) do
      b = a
      raise "boom \#{b}"
    end
  end
  """

  defp lines(config, function \\ &{:ok, &1.open(1)}), do: lines_of(woven(config, @source), function)

  defp entries(config), do: for("[ENTRY] M." <> rest <- lines(config), do: rest)
  defp functions(target, opts \\ []), do: Spile.instrument_functions(Spile.new(), target, opts)
  defp boom(module), do: catch_error(module.boom(1))

  describe "elixir_ast" do
    test "ElixirAST.new/1: returns a default configuration struct" do
      assert %Spile.Builder{output_target: :console, output_format: :simple, functions: [], patterns: []} =
               Spile.new()
    end

    test "ElixirAST.new/1: accepts and sets options like output_format" do
      assert Spile.new(output_format: :json, verbose_mode: true) == %Spile.Builder{
               output_format: :json,
               verbose_mode: true
             }
    end

    test "ElixirAST.instrument_functions/3: configures function instrumentation options" do
      config = functions(:public, log_entry_exit: [capture_args: true])
      assert config.functions == [public: [log_entry_exit: [capture_args: true]]]
      assert lines(config) == ["[ENTRY] M.open/1 ARGS: [1]", "[EXIT]  M.open/1"]
    end

    test "ElixirAST.validate/1: returns :ok for a default valid configuration" do
      assert Spile.validate(Spile.new()) == :ok
    end

    test "ElixirAST.validate/1: returns :ok for a configuration with valid :all target_spec" do
      assert Spile.validate(functions(:all)) == :ok
    end

    test "ElixirAST.validate/1: returns an error for an invalid target_spec" do
      assert {:error, [function_target: %{value: :invalid_target_spec}]} =
               Spile.validate(functions(:invalid_target_spec))
    end

    test "new/1 creates a default configuration" do
      assert Spile.new() == Spile.new([])
      assert lines(Spile.new()) == []
    end

    test "new/1 accepts output_target and output_format options" do
      config = Spile.new(output_target: :stderr, output_format: :json)
      assert config.output_target == :stderr and config.output_format == :json

      assert ExUnit.CaptureIO.capture_io(:stderr, fn ->
               assert lines(Spile.instrument_functions(config, {:only, [:closed]})) == []
             end) =~ ~s("type":"entry")
    end

    test "instrument_functions/3 targets all functions with :all spec" do
      assert entries(functions(:all)) == ["open/1", "closed/1"]
    end

    test "instrument_functions/3 targets public functions with :public spec" do
      assert entries(functions(:public)) == ["open/1"]
    end

    test "instrument_functions/3 targets private functions with :private spec" do
      assert entries(functions(:private)) == ["closed/1"]
    end

    test "instrument_functions/3 targets specific functions with :only spec" do
      assert entries(functions({:only, [:closed]})) == ["closed/1"]
      assert entries(functions({:only, [{:open, 1}, {:closed, 2}]})) == ["open/1"]
    end

    test "instrument_functions/3 excludes specific functions with :except spec" do
      assert entries(functions({:except, [{:open, 1}]})) == ["closed/1"]
    end

    test "instrument_functions/3 accepts log_entry_exit options" do
      all = [capture_args: true, capture_return: true, log_duration: true]
      assert ["[ENTRY] M.closed/1 ARGS: [1]", exit] = lines(functions({:only, [:closed]}, log_entry_exit: all))
      assert exit =~ ~r/^\[EXIT\]  M\.closed\/1 RETURNED: 2 DURATION: \d+ us$/

      assert lines(functions({:only, [:closed]}, log_entry_exit: true)) == [
               "[ENTRY] M.closed/1",
               "[EXIT]  M.closed/1"
             ]

      assert lines(functions({:only, [:closed]}, log_entry_exit: false)) == []
    end

    test "instrument_functions/3 accepts capture_variables options" do
      assert lines(functions({:only, [:open]}, capture_variables: [:b])) == ["[VAR_CAPTURE BEFORE_RETURN] b = 2"]
      opts = [capture_variables: [variables: [:a], at: :entry]]
      assert lines(functions({:only, [:open]}, opts)) == ["[VAR_CAPTURE AT ENTRY] a = 1"]
    end

    test "capture_variables/3 captures specified variables" do
      config = functions({:only, [:open]}, log_entry_exit: false) |> Spile.capture_variables([:b, :not_there])
      assert lines(config) == ["[VAR_CAPTURE BEFORE_RETURN] b = 2"]
    end

    test "capture_variables/3 captures all variables with :all spec" do
      assert [line] = lines(Spile.capture_variables(functions({:only, [:open]}, log_entry_exit: false), :all))
      assert line =~ "a = 1" and line =~ "b = 2"
    end

    test "capture_variables/3 captures variables at :entry" do
      config = functions({:only, [:open]}, log_entry_exit: true) |> Spile.capture_variables([:a, :b], at: :entry)
      assert Enum.take(lines(config), 2) == ["[ENTRY] M.open/1", "[VAR_CAPTURE AT ENTRY] a = 1"]
    end

    test "capture_variables/3 captures variables at :before_return" do
      config =
        functions({:only, [:open]}, log_entry_exit: true) |> Spile.capture_variables([:a, :b], at: :before_return)

      assert ["[ENTRY] M.open/1", "[VAR_CAPTURE BEFORE_RETURN] a = 1, b = 2", "[EXIT]  M.open/1"] = lines(config)
    end

    test "capture_variables/3 captures variables at :on_error" do
      config = functions({:only, [:boom]}, log_entry_exit: false) |> Spile.capture_variables([:a], at: :on_error)
      assert lines(config, &boom/1) == ["[VAR_CAPTURE ON_ERROR] a = 1"]
      assert lines(config) == []
    end

    test "capture_variables/3 captures variables at specific line" do
      assert lines(Spile.capture_variables(Spile.new(), [:b], at: {:line, 3})) == ["[VAR_CAPTURE AT LINE 3] b = 2"]
    end

    test "track_expressions/3 tracks specified expressions" do
      assert lines(Spile.track_expressions(Spile.new(), [quote(do: closed(a))])) == [
               "[EXPRESSION_TRACK] closed(a) VALUE: 2"
             ]

      {:ok, woven} = Spile.weave(Spile.track_expressions(Spile.new(), ["closed(x)"]), named(@source))
      assert [expression: %{value: "closed(x)"}] = woven.unmet
    end

    test "track_expressions/3 logs intermediate pipe values with :log_intermediate option" do
      source = "defmodule MODULE do\n  def f(x), do: x |> Kernel.+(1) |> Kernel.*(2)\nend"
      pipe = quote(do: x |> Kernel.+(1) |> Kernel.*(2))
      module = woven(Spile.track_expressions(Spile.new(), [pipe], log_intermediate: true), source)
      {4, lines} = printed(fn -> module.f(1) end)
      assert for(line <- lines, do: line |> String.split("VALUE: ") |> List.last()) == ["1", "2", "4"]
    end

    test "inject_at_line/4 injects code at specified line" do
      assert lines(Spile.inject_at_line(Spile.new(), 3, quote(do: IO.puts("after line 3")))) == ["after line 3"]
    end

    test "inject_at_line/4 makes context_vars available to injected code" do
      config = Spile.inject_at_line(Spile.new(), 3, quote(do: IO.inspect({a, b})), context_vars: [:a, :b])
      assert lines(config) == ["{1, 2}"]
    end

    test "inject_before_return/3 injects code before return statements" do
      config = functions({:only, [:open]}, log_entry_exit: true) |> Spile.inject_before_return("IO.puts(:leaving)")
      assert lines(config) == ["[ENTRY] M.open/1", "leaving", "[EXIT]  M.open/1"]
    end

    test "inject_before_return/3 makes result and context_vars available" do
      code = quote(do: IO.inspect({result, b}))

      config =
        functions({:only, [:open]}, log_entry_exit: false) |> Spile.inject_before_return(code, context_vars: [:b])

      assert lines(config) == ["{{:ok, 2}, 2}"]
    end

    test "inject_on_error/3 injects code when an error is raised" do
      config = Spile.inject_on_error(Spile.new(), "IO.puts(:failed)")
      assert lines(config, &boom/1) == ["failed"]
      assert lines(config) == []
    end

    test "inject_on_error/3 makes error, reason, stacktrace, and context_vars available" do
      code = quote(do: IO.inspect({error, reason.message, length(stacktrace) > 0, a}))

      assert lines(Spile.inject_on_error(Spile.new(), code, context_vars: [:a]), &boom/1) == [
               ~s({:error, "boom 1", true, 1})
             ]
    end

    test "target_pattern/2 applies instrumentation to GenServer callbacks" do
      source = "defmodule MODULE do\n  use GenServer\n  def init(x), do: {:ok, x}\n  def other(x), do: x\nend"
      module = woven(Spile.target_pattern(functions(:all), :genserver_callbacks), source)
      {_, lines} = printed(module, fn -> {module.init(1), module.other(1)} end)
      assert lines == ["[ENTRY] M.init/1", "[EXIT]  M.init/1"]
    end

    test "target_pattern/2 applies instrumentation to Phoenix actions" do
      source =
        "defmodule MODULE do\n  use Phoenix.Controller\n  def index(conn, _), do: conn\n  def other(x), do: x\nend"

      {:ok, woven} = Spile.weave(Spile.target_pattern(functions(:all), :phoenix_actions), named(source))
      assert [%{id: id, line: 3}] = woven.sites
      assert id =~ "#index/2@1"
    end

    test "output_to/2 configures output to console" do
      assert Spile.output_to(Spile.new(output_target: :stderr), :console).output_target == :console
      assert Spile.output_to(Spile.new(), :stderr, format: :json).output_format == :json
    end

    test "format/2 configures :simple output format" do
      assert lines(Spile.format(functions({:only, [:closed]}), :simple)) == [
               "[ENTRY] M.closed/1",
               "[EXIT]  M.closed/1"
             ]
    end

    test "format/2 configures :detailed output format" do
      [entry, exit] = lines(Spile.format(functions({:only, [:closed]}), :detailed))
      assert entry =~ ~r/^\[\S+Z <[\d.]+> ENTRY\] M\.closed\/1$/
      assert exit =~ ~r/^\[\S+Z <[\d.]+> EXIT\]  M\.closed\/1$/
    end

    test "format/2 configures :json output format" do
      [entry, exit] = lines(Spile.format(functions({:only, [:closed]}), :json))
      assert entry =~ ~r/^\{"timestamp":.*"type":"entry","module":"M","function":"closed","arity":1,.*\}$/
      assert exit =~ ~s("type":"exit")
    end
  end
end
