defmodule Spile.Console.Output do
  @moduledoc false
  # Lines to devices, for a program that waits for none of them for good.
  #
  # A device is asked by a process of its own: an answer that comes too late must not get into the mailbox of the program's. The
  # program waits until that process has ended, so what is printed is in order with what the program prints itself. A device that takes
  # longer than the patience is remembered with the process that waits for it, and until it answers, nothing else is sent there: the
  # device's mailbox does not grow, and no process of the program waits a second time. What came meanwhile is counted, and told
  # by the process that waits.

  alias Spile.Console.Quiet
  alias Spile.Formatter

  @patience_ms 1000

  @type text :: iodata | {:for_terminal, colored :: iodata, plain :: iodata}

  @doc "Prints a line, or counts it as dropped."
  @spec write(pid | atom | {atom, node}, text) :: :ok
  def write(device, _text) when device == self(), do: :ok

  def write(device, text) do
    case remembered(device) do
      nil ->
        print(device, text)

      {waiting, dropped} = late ->
        if Process.alive?(waiting) do
          drop(device, late)
        else
          forget(device)
          tell_dropped(dropped, &print(device, &1))
          write(device, text)
        end
    end
  end

  defp print(device, text) do
    {printer, monitor} =
      spawn_monitor(fn ->
        Quiet.from_now_on()
        put(device, text)
        caught_up(device)
      end)

    receive do
      {:DOWN, ^monitor, _, _, _} -> :ok
    after
      @patience_ms ->
        Process.demonitor(monitor, [:flush])
        remember(device, printer)
    end
  end

  # One that is dropped when the device was just forgotten is told by who dropped it.
  defp drop(device, {_, dropped} = late) do
    :atomics.add(dropped, 1, 1)
    if remembered(device) != late, do: tell_dropped(dropped, &print(device, &1)), else: :ok
  end

  # The device has answered.
  defp caught_up(device) do
    case remembered(device) do
      {waiting, dropped} when waiting == self() ->
        tell_dropped(dropped, &put(device, &1))
        forget(device)
        tell_dropped(dropped, &put(device, &1))

      _ ->
        :ok
    end
  end

  defp tell_dropped(dropped, print) do
    case :atomics.exchange(dropped, 1, 0) do
      0 ->
        :ok

      count ->
        {_, tag, rest} = Formatter.parts(%{type: :dropped, events: count}, :simple)
        print.([tag, rest])
        :ok
    end
  end

  defp remembered(device), do: :persistent_term.get({__MODULE__, device}, nil)

  defp forget(device), do: :persistent_term.erase({__MODULE__, device})

  # Several can come here at once, and one of them is enough.
  defp remember(device, printer) do
    with {waiting, _} <- remembered(device), true <- Process.alive?(waiting) do
      :ok
    else
      _ -> :persistent_term.put({__MODULE__, device}, {printer, :atomics.new(1, signed: false)})
    end
  end

  defp put(device, text) do
    :io.request(device, {:put_chars, :unicode, [chosen(text, device), ?\n]})
  catch
    _, _ -> :ok
  end

  # Only a terminal has a width.
  defp chosen({:for_terminal, colored, plain}, device),
    do: if(match?({:ok, _}, :io.columns(device)), do: colored, else: plain)

  defp chosen(text, _device), do: text
end
