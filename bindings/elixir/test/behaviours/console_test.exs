defmodule Spile.Behaviours.ConsoleTest do
  use ExUnit.Case
  import ExUnit.CaptureIO
  alias Spile.Console

  @entry %{type: :entry, module: M, function: :f, arity: 1, args: [42]}

  describe "console" do
    test "log_event/1 correctly formats and outputs simple log events" do
      assert capture_io(fn -> Console.log_event(@entry) end) == "[ENTRY] M.f/1 ARGS: [42]\n"
    end

    test "log_event/1 correctly formats and outputs detailed log events" do
      line = capture_io(fn -> Console.log_event(Map.put(@entry, :format, :detailed)) end)
      assert line =~ ~r/^\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z <\d+\.\d+\.\d+> ENTRY\] M\.f\/1 ARGS: \[42\]\n$/
    end

    test "log_event/1 correctly formats and outputs JSON log events" do
      line = capture_io(fn -> Console.log_event(Map.put(@entry, :format, :json)) end)

      assert line =~
               ~r/^\{"timestamp":"[^"]+","pid":"<[\d.]+>","type":"entry","module":"M","function":"f","arity":1,"args":\[42\]\}\n$/
    end

    test "log_event/1 uses color-coding for console output (conceptual test)" do
      colored = fn type ->
        capture_io(fn -> Console.log_event(%{@entry | type: type} |> Map.put(:colors, true)) end)
      end

      assert colored.(:entry) =~ "\e[32m"
      assert colored.(:exit) =~ "\e[34m"
      assert colored.(:variable_capture) =~ "\e[33m"
      # What is no terminal gets none.
      refute capture_io(fn -> Console.log_event(@entry) end) =~ "\e["
    end

    test "log_event/1 includes PID and timestamps for detailed format" do
      line = capture_io(fn -> Console.log_event(Map.put(@entry, :format, :detailed)) end)
      assert [_, stamp, pid] = Regex.run(~r/^\[(\S+) (\S+) ENTRY\]/, line)
      assert pid == List.to_string(:erlang.pid_to_list(self()))
      assert {:ok, time, 0} = DateTime.from_iso8601(stamp)
      assert abs(DateTime.diff(DateTime.utc_now(), time)) < 3600
    end

    test "log_function_entry/4 prepares correct event data for log_event/1" do
      assert capture_io(fn -> Console.log_function_entry(M, :f, [1, :a], []) end) == "[ENTRY] M.f/2 ARGS: [1, :a]\n"
    end

    test "log_function_exit/4 prepares correct event data for log_event/1" do
      line = capture_io(fn -> Console.log_function_exit(M, :f, {:ok, 1}, arity: 2, duration_us: 7) end)
      assert line == "[EXIT]  M.f/2 RETURNED: {:ok, 1} DURATION: 7 us\n"
    end

    test "log_variable_capture/4 prepares correct event data for log_event/1" do
      line = capture_io(fn -> Console.log_variable_capture("M#f/1@1", :x, 1, at: {:line, 3}) end)
      assert line == "[VAR_CAPTURE AT LINE 3] x = 1\n"

      assert capture_io(fn -> Console.log_variable_capture("M#f/1@1", :x, 1, format: :json) end) =~
               ~s("node_id":"M#f/1@1","variables":{"x":1})
    end

    test "log_expression_value/5 prepares correct event data for log_event/1" do
      line = capture_io(fn -> Console.log_expression_value("M#f/1@1", "x + 1", 2, line: 4) end)
      assert line == "[EXPRESSION_TRACK] x + 1 VALUE: 2\n"
    end

    test "log_error/6 prepares correct event data for log_event/1" do
      line = capture_io(fn -> Console.log_error("M#f/1@1", :error, %ArgumentError{message: "no"}, []) end)
      assert line == ~s([ERROR] M#f/1@1 RAISED: %ArgumentError{message: "no"}\n)
      stacktrace = [{M, :f, 1, [file: ~c"m.ex", line: 3]}]

      assert capture_io(fn -> Console.log_error("M#f/1@1", :error, :x, stacktrace, format: :json) end) =~
               "m.ex:3: M.f/1"
    end
  end
end
