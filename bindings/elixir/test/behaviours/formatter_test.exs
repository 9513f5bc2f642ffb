defmodule Spile.Behaviours.FormatterTest do
  use ExUnit.Case, async: true
  import Spile.Formatter

  @entry %{type: :entry, module: My.Mod, function: :f, arity: 1, args: [42], timestamp: ~U[2024-05-27 10:00:00.123Z]}

  describe "formatter" do
    test "format_simple/1 correctly formats an event map into a simple string" do
      assert format_simple(@entry) == "[ENTRY] My.Mod.f/1 ARGS: [42]"
    end

    test "format_detailed/1 correctly formats an event map into a detailed string (with timestamp, PID)" do
      pid = :erlang.list_to_pid(~c"<0.123.0>")

      assert format_detailed(Map.put(@entry, :pid, pid)) ==
               "[2024-05-27T10:00:00.123Z <0.123.0> ENTRY] My.Mod.f/1 ARGS: [42]"
    end

    test "format_json/1 correctly formats an event map into a JSON string" do
      assert format_json(@entry) ==
               ~s({"timestamp":"2024-05-27T10:00:00.123Z","type":"entry","module":"My.Mod","function":"f","arity":1,"args":[42]})
    end

    test "formatter handles various event types correctly (entry, exit, var, expr, error)" do
      mfa = %{module: M, function: :f, arity: 0}
      assert format_simple(Map.merge(mfa, %{type: :entry, args: []})) == "[ENTRY] M.f/0 ARGS: []"
      assert format_simple(Map.merge(mfa, %{type: :exit, result: 1})) == "[EXIT]  M.f/0 RETURNED: 1"

      assert format_simple(Map.merge(mfa, %{type: :variable_capture, at: :before_return, variables: [x: 1]})) ==
               "[VAR_CAPTURE BEFORE_RETURN] x = 1"

      assert format_simple(Map.merge(mfa, %{type: :expression, code: "g(x)", value: 2})) ==
               "[EXPRESSION_TRACK] g(x) VALUE: 2"

      assert format_simple(Map.merge(mfa, %{type: :error, kind: :error, reason: :badarg})) ==
               "[ERROR] M.f/0 RAISED: :badarg"

      assert format_simple(Map.merge(mfa, %{type: :raised, kind: :error, reason: :badarg})) ==
               "[EXIT]  M.f/0 RAISED: :badarg"
    end

    test "formatter handles missing optional fields in event data gracefully" do
      for type <- types(), format <- formats(), do: assert(format(%{type: type}, format) != "")
      assert format_simple(%{type: :entry, module: M, function: :f}) == "[ENTRY] M.f"
      assert format_json(%{type: :exit}) == ~s({"type":"exit"})
    end
  end
end
