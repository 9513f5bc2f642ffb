defmodule Spile.Console.Output do
  @moduledoc false
  # Lines to devices, for a program that waits for none of them for good.
  #
  # A device is asked by a process of its own: an answer that comes too late must not get into the mailbox of the program's. The
  # program waits until that process has ended, so what is printed is in order with what the program prints itself. A device that takes
  # longer than the patience is remembered with the process that waits for it, and until that has ended, nothing else is sent there:
  # the device's mailbox does not grow, and no process of the program waits a second time.

  alias Spile.Formatter

  @patience_ms 1000
  @dropped 1

  @type text :: iodata | {:for_terminal, colored :: iodata, plain :: iodata}

  @doc "Prints a line, or counts it as dropped."
  @spec write(pid | atom | {atom, node}, text) :: :ok
  def write(device, _text) when device == self(), do: :ok

  def write(device, text) do
    case :persistent_term.get({__MODULE__, device}, nil) do
      nil -> print(device, text)
      {waiting, dropped} -> if Process.alive?(waiting), do: drop(dropped), else: again(device, dropped, text)
    end
  end

  defp drop(dropped), do: :counters.add(dropped, @dropped, 1)

  # The first that comes tells of what was dropped.
  defp again(device, dropped, text) do
    :persistent_term.erase({__MODULE__, device})

    with count when count > 0 <- :counters.get(dropped, @dropped),
         :counters.sub(dropped, @dropped, count),
         {_, tag, rest} = Formatter.parts(%{type: :dropped, events: count}, :simple),
         :late <- print(device, [tag, rest]) do
      :ok
    else
      _ -> print(device, text)
    end
  end

  # `:late` when it is not waited for any more.
  defp print(device, text) do
    printer = spawn(fn -> put(device, text) end)
    monitor = :erlang.monitor(:process, printer)

    receive do
      {:DOWN, ^monitor, _, _, _} -> :ok
    after
      @patience_ms ->
        Process.demonitor(monitor, [:flush])
        remember(device, printer)
        :late
    end
  end

  # Several can come here at once, and one of them is enough.
  defp remember(device, printer) do
    with {waiting, _} <- :persistent_term.get({__MODULE__, device}, nil), true <- Process.alive?(waiting) do
      :ok
    else
      _ -> :persistent_term.put({__MODULE__, device}, {printer, :counters.new(1, [])})
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
