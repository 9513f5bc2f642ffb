defmodule Spile.Behaviours.ExamplesTest do
  use ExUnit.Case
  import ExUnit.CaptureIO

  # The lines that an example prints, times and processes as `_`.
  defp run(name) do
    path = Path.expand("../../examples/#{name}.exs", __DIR__)
    modules = for [_, module] <- Regex.scan(~r/^defmodule (\w+) do/m, File.read!(path)), do: Module.concat([module])
    output = capture_io(fn -> Code.eval_file(path) end)

    for module <- modules,
        do:
          (
            :code.purge(module)
            :code.delete(module)
          )

    output
    |> String.replace(~r/\d+ us/, "_ us")
    |> String.replace(~r/\d{4}-\d\d-\d\dT[\d:.]+Z/, "_")
    |> String.replace(~r/<\d+\.\d+\.\d+>/, "<_>")
    |> String.split("\n", trim: true)
  end

  describe "examples" do
    test "runs Example 1: Basic Instrumentation as per PRD" do
      assert run("calculator") == [
               "[ENTRY] Calculator.process/1 ARGS: [10]",
               "[ENTRY] Calculator.multiply/2 ARGS: [10, 2]",
               "[EXIT]  Calculator.multiply/2 RETURNED: 20 DURATION: _ us",
               "[ENTRY] Calculator.add/2 ARGS: [20, 5]",
               "[EXIT]  Calculator.add/2 RETURNED: 25 DURATION: _ us",
               "[EXIT]  Calculator.process/1 RETURNED: 25 DURATION: _ us",
               "process(10) = 25",
               "[ENTRY] Calculator.add/2 ARGS: [5, 3]",
               "[EXIT]  Calculator.add/2 RETURNED: 8 DURATION: _ us",
               "add(5, 3) = 8"
             ]
    end

    test "runs Example 2: Variable Capture as per PRD" do
      [entry, at_line, before_return, exit, saved] = run("user_service")
      assert entry == ~s([_ <_> ENTRY] UserService.process_user/1 ARGS: [%{name: "Alice"}])
      assert at_line =~ ~r/^\[_ <_> VAR_CAPTURE AT LINE 3\] validated_user = %\{.*valid: true/

      assert before_return =~
               ~r/^\[_ <_> VAR_CAPTURE BEFORE_RETURN\] enriched_user = %\{.*\}, final_result = %\{.*id: 7/

      assert exit =~ ~r/^\[_ <_> EXIT\]  UserService\.process_user\/1 RETURNED: \{:ok, %\{/
      assert saved == "saved as 7"
    end

    test "runs Example 3: GenServer Instrumentation as per PRD" do
      {json, plain} = Enum.split_with(run("counter_server"), &String.starts_with?(&1, "{"))
      assert plain == ["increment: 15", "value: 15", "value after reset: 0"]

      assert Enum.all?(
               json,
               &(&1 =~ ~r/^\{"timestamp":"_","pid":"<_>","type":"[a-z_]+",.*"module":"CounterServer".*\}$/)
             )

      assert Enum.any?(
               json,
               &(&1 =~ ~s("type":"entry","module":"CounterServer","function":"init","arity":1) and
                   &1 =~ ~s("args":[10]))
             )

      assert Enum.any?(
               json,
               &(&1 =~ ~s("type":"variable_capture","at":"entry") and
                   &1 =~ ~s("state":{"count":10,"history":["initialized"]}))
             )

      assert Enum.any?(json, &(&1 =~ ~s("at":"before_return") and &1 =~ ~s("new_state":{"count":15)))
      # What is no callback is not told of.
      refute Enum.any?(json, &(&1 =~ "increment/" or &1 =~ ~s("function":"start_link")))
    end

    test "runs Example 4: Custom Injections and Tracking as per PRD" do
      lines = run("payment_processor")
      at = fn text -> Enum.find_index(lines, &(&1 =~ text)) end
      assert at.("ENTRY] PaymentProcessor.process_payment/2 ARGS: [100, \"tok_valid\"]") == 0
      assert at.(~S|EXPRESSION_TRACK] charge_card(card_token, amount) VALUE: {:ok, "ch_1"}|) == 1
      assert at.(~S|CUSTOM_LOG] message = "card charged: {:ok, \"ch_1\"}"|) == 2
      assert at.("EXPRESSION_TRACK] record_transaction(charge_id, amount) VALUE: %{") == 3
      assert at.("EXIT]  PaymentProcessor.process_payment/2 RETURNED: {:ok, \"ch_1\", %{") == 4
      assert ~s({:error, :insufficient_funds}) in lines

      assert at.(
               "CUSTOM_ERROR_LOG] error_kind = :error, error_reason = %ArgumentError{message: \"Invalid amount: -50\"}, input_amount = -50"
             )

      assert at.("EXIT]  PaymentProcessor.process_payment/2 RAISED: %ArgumentError{message: \"Invalid amount: -50\"}")
      assert List.last(lines) == "raised: Invalid amount: -50"
    end
  end
end
