defmodule Spile.Behaviours.BuilderTest do
  use ExUnit.Case, async: true

  defp kinds(config) do
    assert {:error, problems} = Spile.validate(config)
    for {kind, %{message: message, value: _}} <- problems, do: assert(is_binary(message)) && kind
  end

  defp functions(target, opts \\ []), do: Spile.instrument_functions(Spile.new(), target, opts)

  describe "builder" do
    test "validate/1 returns :ok for a valid default configuration" do
      assert Spile.validate(Spile.new()) == :ok
    end

    test "validate/1 returns :ok for a configuration with all options set correctly" do
      all = [capture_args: true, capture_return: true, log_duration: true, log_errors: true]

      config =
        Spile.new(
          output_target: :stderr,
          output_colors: false,
          tail_calls: :await,
          anonymous_functions: true,
          verbose_mode: false
        )
        |> Spile.instrument_functions(:public, log_entry_exit: all, capture_variables: [:x])
        |> Spile.instrument_functions({:only, [:f, {:g, 1}, {String, :trim, 1}]}, log_entry_exit: true)
        |> Spile.instrument_functions({:except, [:h]}, capture_variables: [variables: :all, at: :entry])
        |> Spile.target_pattern(:public_functions)
        |> Spile.capture_variables(:all, at: {:line, 3})
        |> Spile.track_expressions([quote(do: f(x) |> g()), "a + b"], log_intermediate: true)
        |> Spile.inject_at_line(3, quote(do: send(self(), x)), context_vars: [:x])
        |> Spile.inject_before_return("send(self(), result)")
        |> Spile.inject_on_error(quote(do: {error, reason, stacktrace}))
        |> Spile.inject_before_node("A#f/1@1:call:00000000", "1")
        |> Spile.output_to(:console, format: :json)

      assert Spile.validate(config) == :ok
    end

    test "validate/1 returns error for invalid function_target_spec (e.g., invalid atom)" do
      assert {:error, [function_target: details]} = Spile.validate(functions(:publik))
      assert details.value == :publik
      assert details.advice =~ "did you mean :public?"
      assert kinds(functions(nil)) == [:function_target]
      assert kinds(functions("all")) == [:function_target]
      assert kinds(functions({:some, [:f]})) == [:function_target]
    end

    test "validate/1 returns error for invalid function_target_spec in :only (e.g., non-atom/tuple list)" do
      assert kinds(functions({:only, :f})) == [:function_target]
      assert kinds(functions({:only, ["f", 1, {:f, -1}, {:f, :g}]})) == List.duplicate(:function_target, 4)
      assert kinds(functions({:only, []})) == [:function_target]
      assert kinds(functions({:only, [:f | :g]})) == [:function_target]
    end

    test "validate/1 returns error for invalid function_target_spec in :except (e.g., non-atom/tuple list)" do
      assert kinds(functions({:except, :f})) == [:function_target]
      assert kinds(functions({:except, ["f", {String, "trim", 1}]})) == [:function_target, :function_target]
    end

    test "validate/1 returns error for invalid pattern_targets (e.g., non-atom in list)" do
      assert kinds(Spile.target_pattern(Spile.new(), "public_functions")) == [:pattern]
      assert {:error, [pattern: details]} = Spile.validate(Spile.target_pattern(Spile.new(), :public_function))
      assert details.advice == "did you mean :public_functions?"
    end

    test "validate/1 returns error for invalid log_function_entry_exit_opts (e.g., bad key or value type)" do
      assert {:error, [log_entry_exit: details]} =
               Spile.validate(functions(:all, log_entry_exit: [capture_arg: true]))

      assert details.advice == "did you mean :capture_args?"
      assert kinds(functions(:all, log_entry_exit: [capture_args: 1])) == [:log_entry_exit]
      assert kinds(functions(:all, log_entry_exit: :yes)) == [:log_entry_exit]
      assert kinds(functions(:all, log_entry: true)) == [:functions]
    end

    test "validate/1 returns error for invalid variables_to_capture keys (e.g., not a valid capture point atom)" do
      assert {:error, [capture_point: details]} =
               Spile.validate(Spile.capture_variables(Spile.new(), [:x], at: :before_returns))

      assert details.advice =~ "did you mean :before_return?"

      for at <- [{:line, 0}, {:line, :three}, "entry", 3] do
        assert kinds(Spile.capture_variables(Spile.new(), [:x], at: at)) == [:capture_point]
      end
    end

    test "validate/1 returns error for invalid variables_to_capture values (e.g., not list of atoms or :all)" do
      assert kinds(Spile.capture_variables(Spile.new(), ["x", 1])) == [:variables, :variables]
      assert kinds(Spile.capture_variables(Spile.new(), :x)) == [:variables]
      assert kinds(functions(:all, capture_variables: ["x"])) == [:variables]
    end

    test "validate/1 returns error for invalid expressions_to_track (e.g., not list of tuples with quoted_expr, opts)" do
      assert kinds(Spile.track_expressions(Spile.new(), :not_a_list)) == [:expression]
      assert kinds(Spile.track_expressions(Spile.new(), [%{a: 1}])) == [:expression]
      assert kinds(Spile.track_expressions(Spile.new(), ["f("])) == [:expression]
      assert kinds(Spile.track_expressions(Spile.new(), ["f(x)"], log_intermediates: true)) == [:track_expressions]
      assert kinds(Spile.track_expressions(Spile.new(), ["f(x)"], log_intermediate: 1)) == [:expression]
    end

    test "validate/1 returns error for invalid custom_injections keys (e.g., not valid injection point atom)" do
      assert kinds(Spile.inject_at_line(Spile.new(), 0, "1")) == [:injection_point]
      assert kinds(Spile.inject_at_line(Spile.new(), "3", "1")) == [:injection_point]
      assert kinds(Spile.Builder.inject(Spile.new(), :at_return, "1", [])) == [:injection_point]
      assert kinds(Spile.inject_before_node(Spile.new(), :node, "1")) == [:injection_point]
    end

    test "validate/1 returns error for invalid custom_injections values (e.g., not list of tuples with quoted_code, opts)" do
      assert kinds(Spile.inject_before_return(Spile.new(), %{a: 1})) == [:code]
      assert kinds(Spile.inject_before_return(Spile.new(), "f(")) == [:code]
      assert kinds(Spile.inject_on_error(Spile.new(), "1", context_vars: :all)) == [:context_vars]
      assert kinds(Spile.inject_on_error(Spile.new(), "1", context_vars: ["x"])) == [:variables]
      assert kinds(Spile.inject_on_error(Spile.new(), "1", vars: [:x])) == [:injection]

      # The function first, as if it were a target: the code is told as it is written, and where options belong.
      code = quote(do: IO.puts("one of many words that are not told to their end, because a line is enough"))
      assert {:error, problems} = Spile.validate(Spile.inject_on_error(Spile.new(), {:f, 1}, code))
      assert problems[:injection].message =~ ~r/^`IO.puts\("one of many.*\.\.\. are no options$/
      assert problems[:injection].advice == "options come last, and known are :context_vars"
    end

    test "validate/1 returns error for invalid output_target (e.g., not :console)" do
      assert {:error, [output_target: details]} = Spile.validate(Spile.output_to(Spile.new(), :consol))
      assert details.advice == "did you mean :console?"
      assert kinds(Spile.new(output_target: "console")) == [:output_target]
    end

    test "validate/1 returns error for invalid output_format (e.g., not :simple, :detailed, :json)" do
      assert {:error, [output_format: details]} = Spile.validate(Spile.format(Spile.new(), :xml))
      assert details.advice == "known are :simple, :detailed, :json"
      assert kinds(Spile.new(output_format: "json")) == [:output_format]
    end

    test "validate/1 returns error for multiple validation issues" do
      config =
        Spile.new(output_format: :xml, colours: true)
        |> Spile.instrument_functions(:publik)
        |> Spile.target_pattern(:nothing_like_it)
        |> Spile.capture_variables(["x"], at: :never)

      assert kinds(config) == [:option, :function_target, :pattern, :variables, :capture_point, :output_format]
      assert {:error, {:invalid_configuration, details}} = Spile.transform(config, "1")
      assert length(details.problems) == 6
      assert details.message =~ "did you mean :public?"
    end
  end
end
