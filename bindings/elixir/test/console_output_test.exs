defmodule Spile.ConsoleOutputTest do
  # A program is never held up for good, nor disturbed, by where its events are printed.
  use ExUnit.Case

  alias Spile.{Console, Runtime}

  @site %{id: "M#f/1@1", module: M, name: :f, arity: 1, clause: 1, file: "m.ex", line: 3}

  # A device that keeps what it is asked until it is told to answer; from then on it answers at once.
  defp silent, do: spawn_link(fn -> silent([]) end)

  defp silent(asked) do
    receive do
      {:io_request, _, _, _} = request -> silent([request | asked])
      :answer -> answering(Enum.reduce(Enum.reverse(asked), "", &answer/2))
    end
  end

  defp answering(written) do
    receive do
      {:io_request, _, _, _} = request ->
        answering(answer(request, written))

      {:what, from} ->
        send(from, {:written, written})
        answering(written)
    end
  end

  defp answer({:io_request, from, ref, {:put_chars, :unicode, chars}}, written) do
    send(from, {:io_reply, ref, :ok})
    written <> IO.chardata_to_string(chars)
  end

  defp answer({:io_request, from, ref, _}, written) do
    send(from, {:io_reply, ref, {:error, :enotsup}})
    written
  end

  defp written(device) do
    send(device, {:what, self()})
    assert_receive {:written, written}
    written
  end

  test "a group leader that does not answer is waited for once, and what it missed is counted" do
    leader = silent()
    parent = self()

    spawn_link(fn ->
      Process.group_leader(self(), leader)
      site = Map.put(@site, :colors, false)
      {first, _} = :timer.tc(fn -> Runtime.enter(site, x: 1) end)
      # All processes of the program know of it, and nothing more is sent to the device.
      {others, _} =
        :timer.tc(fn ->
          for _ <- 1..100, do: Task.await(Task.async(fn -> for _ <- 1..10, do: Runtime.leave(site, 0, 2) end))
        end)

      {:message_queue_len, asked} = Process.info(leader, :message_queue_len)
      send(parent, {:ran, self(), first, others, asked, Process.info(self(), :messages)})
      receive do: (:go -> Runtime.enter(site, x: 2))
      send(parent, {:again, Process.info(self(), :messages), Process.get_keys()})
    end)

    assert_receive {:ran, program, first, others, 0, {:messages, []}}, 60_000
    assert first >= 1_000_000 and others < 50_000_000
    send(leader, :answer)
    # What was dropped is told without an event that comes later.
    missed = "[ENTRY] M.f/1 ARGS: [1]\n[DROPPED] events = 1000\n"
    wait_until(fn -> written(leader) == missed and not remembered?(leader) end)
    send(program, :go)
    # A late answer is nobody's message.
    assert_receive {:again, {:messages, []}, keys}
    refute Enum.any?(keys, &match?("$spile" <> _, to_string(&1)))

    assert written(leader) == missed <> "[ENTRY] M.f/1 ARGS: [2]\n"
  end

  defp remembered?(device), do: :persistent_term.get({Console.Output, device}, nil) != nil

  defp wait_until(condition) do
    unless condition.() do
      Process.sleep(5)
      wait_until(condition)
    end
  end

  test "a group leader that dies while it is asked" do
    leader = spawn(fn -> receive do: ({:io_request, _, _, _} -> exit(:kill)) end)
    task = Task.async(fn -> Process.group_leader(self(), leader) && Runtime.enter(@site, nil) end)
    assert is_integer(Task.await(task))

    assert is_integer(
             Task.await(Task.async(fn -> Process.group_leader(self(), leader) && Runtime.enter(@site, nil) end))
           )
  end

  test "a process that is its own group leader" do
    task =
      Task.async(fn ->
        Process.group_leader(self(), self())
        Runtime.enter(@site, nil)
        Process.info(self(), :messages)
      end)

    assert Task.await(task) == {:messages, []}
  end

  test "events and what the program prints itself stay in order" do
    output =
      ExUnit.CaptureIO.capture_io(fn ->
        for number <- 1..50 do
          Console.log_value("event", number)
          IO.puts("program #{number}")
        end
      end)

    assert String.split(output, "\n", trim: true) ==
             Enum.flat_map(1..50, &["[VALUE] event: #{&1}", "program #{&1}"])
  end
end
