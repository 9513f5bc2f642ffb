defmodule NAME do
  def add(a, b), do: a + b

  def fib(n) when n < 2, do: n
  def fib(n), do: fib(n - 1) + fib(n - 2)

  def count(0), do: :done
  def count(n), do: count(n - 1)

  def reply({:get, key}, _from, state) do
    value = Map.get(state, key)
    {:reply, value, state}
  end
end
