defmodule Spile.ConsoleTest do
  use ExUnit.Case

  import ExUnit.CaptureIO
  alias Spile.{Console, Rude, Runtime}

  @site %{id: "M#f/1@1", module: M, name: :f, arity: 1, clause: 1, file: "m.ex", line: 3}

  test "events are printed in the format that they tell" do
    event = %{type: :entry, module: M, function: :f, arity: 1, args: [42]}
    assert capture_io(fn -> assert Console.log_event(event) == :ok end) == "[ENTRY] M.f/1 ARGS: [42]\n"

    detailed = capture_io(fn -> Console.log_event(Map.put(event, :format, :detailed)) end)
    pid = self() |> :erlang.pid_to_list() |> List.to_string()
    assert [_, stamp, ^pid] = Regex.run(~r/^\[(\S+) (<[\d.]+>) ENTRY\] M\.f\/1 ARGS: \[42\]\n$/, detailed)
    assert {:ok, _, 0} = DateTime.from_iso8601(stamp)

    json = capture_io(fn -> Console.log_event(Map.put(event, :format, :json)) end)
    assert json =~ ~r/^\{"timestamp":"[^"]+Z","pid":"<[\d.]+>","type":"entry","module":"M".*"args":\[42\]\}\n$/
  end

  test "the seed's functions by their names" do
    printed = fn log -> capture_io(fn -> assert log.() == :ok end) end
    assert printed.(fn -> Console.log_function_entry(M, :f, [1, 2]) end) == "[ENTRY] M.f/2 ARGS: [1, 2]\n"

    assert printed.(fn -> Console.log_function_exit(M, :f, 3, arity: 2, duration_us: 5) end) ==
             "[EXIT]  M.f/2 RETURNED: 3 DURATION: 5 us\n"

    assert printed.(fn -> Console.log_variable_capture("M#f/1@1", :x, 1, at: :entry) end) ==
             "[VAR_CAPTURE AT ENTRY] x = 1\n"

    assert printed.(fn -> Console.log_expression_value("M#f/1@1", "x + 1", 2) end) ==
             "[EXPRESSION_TRACK] x + 1 VALUE: 2\n"

    assert printed.(fn -> Console.log_error("M#f/1@1", :error, :badarg, []) end) ==
             "[ERROR] M#f/1@1 RAISED: :badarg\n"

    assert printed.(fn -> Console.log_value("User", "u") end) == "[VALUE] User: \"u\"\n"
    assert printed.(fn -> Console.log_entry("M#f/1@1", %{x: 1}) end) == "[ENTRY] M#f/1@1 x = 1\n"
    assert printed.(fn -> Console.log_exit("M#f/1@1", 2) end) == "[EXIT]  M#f/1@1 RETURNED: 2\n"
    assert printed.(fn -> Console.log_variable("M#f/1@1", "x", 1) end) == "[VAR_CAPTURE] x = 1\n"
  end

  test "what the runtime is called with" do
    output =
      capture_io(fn ->
        token = Runtime.enter(@site, x: 1)
        Runtime.variables(@site, :entry, x: 1)
        Runtime.expression(@site, 4, "x + 1", 2)
        Runtime.leave(@site, token, 2)
        Runtime.leave(Map.put(@site, :return, false), token, 2)
        Runtime.tail(@site, token, {N, :g, 0})
        Runtime.raised(@site, token, :error, :badarg, [])
        Runtime.enter(@site, nil)
      end)

    assert output == """
           [ENTRY] M.f/1 ARGS: [1]
           [VAR_CAPTURE AT ENTRY] x = 1
           [EXPRESSION_TRACK] x + 1 VALUE: 2
           [EXIT]  M.f/1 RETURNED: 2
           [EXIT]  M.f/1
           [EXIT]  M.f/1 TAIL CALL: N.g/0
           [EXIT]  M.f/1 RAISED: %ArgumentError{message: "argument error"}
           [ENTRY] M.f/1
           """
  end

  test "durations are measured where they are asked for" do
    site = Map.put(@site, :duration, true)

    output =
      capture_io(fn ->
        token = Runtime.enter(site, nil)
        Process.sleep(2)
        Runtime.leave(site, token, nil)
      end)

    assert [_, us] = Regex.run(~r/DURATION: (\d+) us/, output)
    assert String.to_integer(us) >= 2000
  end

  test "an Inspect implementation that raises, throws or exits costs only its picture" do
    for how <- [:raise, :throw, :exit] do
      output = capture_io(fn -> assert is_integer(Runtime.enter(@site, x: %Rude{how: how}, y: 1)) end)
      assert output =~ ~r/^\[ENTRY\] M\.f\/1 ARGS: \[%\{.*\bhow: :#{how}\b.*\}, 1\]\n$/
    end

    assert capture_io(fn -> Runtime.enter(@site, x: %Rude{how: :lines}) end) == "[ENTRY] M.f/1 ARGS: [a\\nb]\n"
  end

  test "what is woven and called while printing is not printed" do
    assert capture_io(fn -> Runtime.enter(@site, x: %Rude{how: :woven}) end) == "[ENTRY] M.f/1 ARGS: [#Rude<>]\n"
    assert Process.get_keys() |> Enum.filter(&(&1 == :"$spile_printing")) == []
  end

  test "what events are made of is not looked at while one is printed, since what looks at it can be woven, as Elixir's own Enum" do
    Console.Quiet.run(fn ->
      assert is_integer(Runtime.enter(@site, :no_list))
      assert Runtime.leave(Map.put(@site, :duration, true), 0, 1) == :ok
      send(self(), :both)
    end)

    assert_received :both
  end

  test "an entry's arguments are a map, keywords, a list, or none" do
    printed = fn args -> capture_io(fn -> assert Console.log_entry("M#f/1", args) == :ok end) end
    assert printed.(%{a: 1}) =~ "a = 1"
    assert printed.(a: 1) =~ "a = 1"
    assert printed.([1, 2]) =~ "[1, 2]"
    assert printed.(nil) =~ "[ENTRY] M#f/1"
  end

  test "values are bounded" do
    line =
      capture_io(fn -> Runtime.enter(@site, x: Enum.to_list(1..1_000_000), y: String.duplicate("x", 1_000_000)) end)

    assert byte_size(line) < 10_000
    assert line =~ "..."
  end

  test "a closed device does not disturb" do
    {:ok, device} = StringIO.open("")
    StringIO.close(device)
    assert Console.log_event(%{type: :entry, output: device}) == :ok
    assert is_integer(Runtime.enter(Map.put(@site, :output, device), []))
    assert Console.log_event(%{type: :entry, output: :no_such_device}) == :ok

    task =
      Task.async(fn ->
        Process.group_leader(self(), device)
        Runtime.leave(@site, Runtime.enter(@site, nil), 1)
      end)

    assert Task.await(task) == :ok
  end

  test "standard error instead of standard output" do
    assert capture_io(:stderr, fn -> Console.log_event(%{type: :own, output: :stderr}) end) == "[OWN]\n"
  end

  test "colours are for terminals, or on demand" do
    assert capture_io(fn -> Console.log_event(%{type: :own}) end) == "[OWN]\n"
    assert capture_io(fn -> Console.log_event(%{type: :own, colors: true}) end) == "\e[35m[OWN]\e[0m\n"
    assert capture_io(fn -> Console.log_event(%{type: :own, colors: true, format: :json}) end) =~ ~r/^\{/

    terminal = spawn_link(fn -> terminal("") end)
    Console.log_event(%{type: :entry, output: terminal})
    send(terminal, {:what, self()})
    assert_receive {:written, text}
    expected = if System.get_env("NO_COLOR") in [nil, ""], do: "\e[32m[ENTRY]\e[0m\n", else: "[ENTRY]\n"
    assert text == expected
  end

  # A device with a width, as terminals are.
  defp terminal(written) do
    receive do
      {:io_request, from, ref, {:get_geometry, :columns}} ->
        send(from, {:io_reply, ref, 80})
        terminal(written)

      {:io_request, from, ref, {:put_chars, :unicode, chars}} ->
        send(from, {:io_reply, ref, :ok})
        terminal(written <> IO.chardata_to_string(chars))

      {:what, from} ->
        send(from, {:written, written})
    end
  end
end
