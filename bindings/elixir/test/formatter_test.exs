defmodule Spile.FormatterTest do
  use ExUnit.Case, async: true

  import Spile.Formatter

  @time ~U[2024-05-27 10:00:00.123456Z]
  @entry %{type: :entry, module: My.Module, function: :my_func, arity: 1, args: [42], timestamp: @time}
  @exit %{type: :exit, module: M, function: :f, arity: 2, result: 20, duration_us: 12}

  defp pid, do: :erlang.list_to_pid(~c"<0.123.0>")

  test "simple: entries and exits" do
    assert format_simple(@entry) == "[ENTRY] My.Module.my_func/1 ARGS: [42]"
    assert format_simple(@exit) == "[EXIT]  M.f/2 RETURNED: 20 DURATION: 12 us"
    assert format_simple(Map.delete(@exit, :duration_us)) == "[EXIT]  M.f/2 RETURNED: 20"
    assert format_simple(%{@exit | result: nil}) == "[EXIT]  M.f/2 RETURNED: nil DURATION: 12 us"
    assert format_simple(%{@exit | function: :+}) =~ "M.+/2"
    assert format_simple(%{@exit | function: :"odd name"}) =~ ~s(M."odd name"/2)
  end

  test "simple: tail calls, and what is raised, thrown and exited with" do
    tail = %{type: :tail_call, module: M, function: :f, arity: 2, callee: {N, :g, 0}}
    assert format_simple(tail) == "[EXIT]  M.f/2 TAIL CALL: N.g/0"
    assert format_simple(%{tail | callee: nil}) == "[EXIT]  M.f/2 TAIL CALL: an anonymous function"
    raised = %{type: :raised, module: M, function: :f, arity: 2, kind: :error, reason: %ArgumentError{message: "no"}}
    assert format_simple(raised) == ~s([EXIT]  M.f/2 RAISED: %ArgumentError{message: "no"})
    assert format_simple(%{raised | kind: :throw, reason: :ball}) == "[EXIT]  M.f/2 THREW: :ball"
    assert format_simple(%{raised | kind: :exit, reason: :normal}) == "[EXIT]  M.f/2 EXITED: :normal"
  end

  test "simple: variables, expressions, values, errors, and events of one's own" do
    variables = %{type: :variable_capture, at: {:line, 3}, variables: [x: 1, y: "z"]}
    assert format_simple(variables) == ~s([VAR_CAPTURE AT LINE 3] x = 1, y = "z")
    assert format_simple(%{variables | at: :before_return}) == ~s([VAR_CAPTURE BEFORE_RETURN] x = 1, y = "z")
    assert format_simple(%{variables | at: :entry}) =~ "[VAR_CAPTURE AT ENTRY]"
    assert format_simple(%{variables | at: :on_error}) =~ "[VAR_CAPTURE ON_ERROR]"
    expression = %{type: :expression, code: "a + b", value: 3, line: 7}
    assert format_simple(expression) == "[EXPRESSION_TRACK] a + b VALUE: 3"
    assert format_simple(%{type: :value, label: "User", value: nil}) == "[VALUE] User: nil"
    error = %{type: :error, node_id: "M#f/0@1", kind: :error, reason: :badarg, stacktrace: []}
    assert format_simple(error) == "[ERROR] M#f/0@1 RAISED: :badarg"
    own = %{type: :custom_log, message: "charged", location: "after"}
    assert format_simple(own) == ~s([CUSTOM_LOG] location = "after", message = "charged")
  end

  test "detailed adds the time in milliseconds and the process" do
    assert format_detailed(Map.put(@entry, :pid, pid())) ==
             "[2024-05-27T10:00:00.123Z <0.123.0> ENTRY] My.Module.my_func/1 ARGS: [42]"

    variables = %{type: :variable_capture, at: {:line, 3}, variables: [x: 1], timestamp: @time}

    assert format_detailed(Map.put(variables, :pid, pid())) ==
             "[2024-05-27T10:00:00.123Z <0.123.0> VAR_CAPTURE AT LINE 3] x = 1"
  end

  test "JSON is one object, in a fixed order" do
    assert format_json(Map.put(@entry, :pid, pid())) ==
             ~s({"timestamp":"2024-05-27T10:00:00.123Z","pid":"<0.123.0>","type":"entry","module":"My.Module",) <>
               ~s("function":"my_func","arity":1,"args":[42]})

    assert format_json(@exit) ==
             ~s({"type":"exit","module":"M","function":"f","arity":2,"duration_us":12,"result":20})

    variables = %{type: :variable_capture, at: :entry, module: M, function: :f, variables: [state: %{count: 10}]}

    assert format_json(variables) ==
             ~s({"type":"variable_capture","at":"entry","module":"M","function":"f","variables":{"state":{"count":10}}})
  end

  test "JSON of all kinds of values" do
    json = &Spile.Formatter.JSON.encode/1
    assert json.([1, -1.5, nil, true, :a, M, "é\n\"\\\u0001"]) == ~S([1,-1.5,null,true,"a","M","é\n\"\\\u0001"])
    assert json.(%{"b" => 1, a: []}) == ~s({"a":[],"b":1})
    assert json.({:ok, 1}) == ~s("{:ok, 1}")
    assert json.([1 | 2]) == ~s("[1 | 2]")
    assert json.(%{1 => 2}) == ~s("%{1 => 2}")
    assert json.(%{:a => 1, "a" => 2}) =~ ~s("%{)
    assert json.(<<255>>) == ~s("<<255>>")
    assert json.(1..2) == ~s("1..2")
    assert json.(Enum.to_list(1..60)) =~ ~s(50,"..."])
    assert json.(Enum.reduce(1..20, [], fn _, list -> [list] end)) =~ ~s("[[)
  end

  test "fields that are missing are left out" do
    for type <- Spile.Formatter.types() ++ [:own, nil], format <- formats() do
      line = format(%{type: type}, format)
      assert is_binary(line) and line != "" and not String.contains?(line, "nil")
    end

    assert format_simple(%{}) == "[EVENT]"
    assert format_json(%{}) == ~s({"type":"event"})
    assert format_simple(%{type: :exit, module: M, function: :f}) == "[EXIT]  M.f"
  end

  test "entries are green, exits blue, variables yellow" do
    colored = &format(%{@entry | type: &1}, :simple, colors: true)
    assert colored.(:entry) == "\e[32m[ENTRY]\e[0m My.Module.my_func/1 ARGS: [42]"
    assert colored.(:exit) =~ ~r/^\e\[34m\[EXIT\]\e\[0m/
    assert colored.(:variable_capture) =~ ~r/^\e\[33m\[VAR_CAPTURE\]\e\[0m/
  end

  test "an expression that was written on several lines is told on one, and in JSON as it is" do
    event = %{type: :expression, code: "items\n  |> Enum.map(fn x ->\r\n    x\n  end)", value: 1}
    assert Spile.Formatter.format_simple(event) == "[EXPRESSION_TRACK] items |> Enum.map(fn x -> x end) VALUE: 1"
    assert Spile.Formatter.format_json(event) =~ ~S("code":"items\n  |> Enum)
  end
end
