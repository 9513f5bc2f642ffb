defmodule Spile.Console.Quiet do
  @moduledoc false
  # A process in which what is woven tells nothing, because an event is being made or printed there.

  @key :"$spile_printing"

  @doc "Runs what makes and prints an event, unless one is being printed; whatever becomes of it, the program goes on."
  @spec run((() -> term)) :: :ok
  def run(function) do
    if here?() do
      :ok
    else
      from_now_on()

      try do
        function.()
        :ok
      catch
        _, _ -> :ok
      after
        :erlang.erase(@key)
      end
    end
  end

  def here?, do: :erlang.get(@key) == true

  @doc "In a process of our own."
  def from_now_on, do: :erlang.put(@key, true)
end
