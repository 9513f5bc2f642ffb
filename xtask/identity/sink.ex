defmodule Spile.Identity.Sink do
  @moduledoc false
  # A device that takes what is printed, and counts it.

  @name :spile_identity_sink

  def start do
    parent = self()
    counter = :counters.new(2, [:write_concurrency])

    pid =
      spawn(fn ->
        :ets.new(@name, [:named_table, :public, write_concurrency: true])
        send(parent, {@name, self()})
        take(counter)
      end)

    receive do: ({@name, ^pid} -> :persistent_term.put(@name, {pid, counter}))
  end

  def device, do: elem(:persistent_term.get(@name), 0)

  @doc "Whether this is one of the first `limit` of its kind; false before there is a device."
  def takes?(kind, limit) do
    with {_, counter} <- :persistent_term.get(@name, nil),
         true <- :ets.update_counter(@name, kind, 1, {kind, 0}) <= limit do
      :counters.add(counter, 1, 1)
      true
    else
      _ -> false
    end
  end

  @doc "How many events were to be printed, and how many were."
  def counts do
    case :persistent_term.get(@name, nil) do
      {_, counter} -> {:counters.get(counter, 1), :counters.get(counter, 2)}
      nil -> {0, 0}
    end
  end

  defp take(counter) do
    receive do
      {:io_request, from, reference, request} ->
        if elem(request, 0) == :put_chars, do: :counters.add(counter, 2, 1)
        send(from, {:io_reply, reference, :ok})
    end

    take(counter)
  end
end
