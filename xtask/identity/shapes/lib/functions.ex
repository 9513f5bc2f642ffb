defmodule Shapes.Functions do
  @moduledoc "Anonymous functions of all kinds."

  @spec clauses :: (term -> :one | :other)
  def clauses do
    fn
      1 -> :one
      n when is_integer(n) -> :other
      _ -> :other
    end
  end

  @spec captured :: (integer, integer -> integer)
  def captured, do: &(&1 * 2 + &2)

  @spec named :: (integer -> integer)
  def named, do: &double/1

  @spec that_raises :: (term -> no_return)
  def that_raises, do: fn x -> raise(ArgumentError, inspect(x)) end

  @spec given_away([integer]) :: [integer]
  def given_away(list), do: Enum.map(list, fn n -> double(n) end)

  @spec nested :: (integer -> (integer -> integer))
  def nested, do: fn a -> fn b -> double(a) + b end end

  @spec without_arguments :: (-> :ok)
  def without_arguments, do: fn -> :ok end

  @spec spawned(pid) :: pid
  def spawned(to) do
    spawn(fn ->
      send(to, :hello)
      loop()
    end)
  end

  @spec in_each([term]) :: :ok
  def in_each(list), do: Enum.each(list, fn x -> send(self(), x) end)

  @spec recursive((term, integer -> integer), integer) :: integer
  def recursive(f, n), do: f.(f, n)

  defp double(n), do: n * 2

  defp loop do
    receive do
      :stop -> :ok
      _ -> loop()
    end
  end
end
