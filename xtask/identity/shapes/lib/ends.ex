defmodule Shapes.Ends do
  @moduledoc "Every position in which a function can end, with the types that Dialyzer can tell."

  @type shape :: {:square, number} | {:circle, number} | :nothing

  @spec last_of_block(integer) :: integer
  def last_of_block(n) do
    m = n + 1
    double(m)
  end

  @spec branches_of_case(shape) :: number
  def branches_of_case(shape) do
    case shape do
      {:square, side} -> square(side)
      {:circle, radius} -> 3 * square(radius)
      :nothing -> 0
    end
  end

  @spec branches_of_cond(integer) :: :negative | :zero | :positive
  def branches_of_cond(n) do
    cond do
      n < 0 -> :negative
      n == 0 -> :zero
      true -> :positive
    end
  end

  @spec branches_of_if(boolean) :: integer | nil
  def branches_of_if(flag), do: if(flag, do: double(1))

  @spec branches_of_unless(boolean) :: integer
  def branches_of_unless(flag) do
    unless flag do
      double(1)
    else
      0
    end
  end

  @spec with_that_may_miss(map) :: {:ok, integer} | :error
  def with_that_may_miss(map) do
    with {:ok, a} <- Map.fetch(map, :a),
         {:ok, b} <- Map.fetch(map, :b) do
      {:ok, add(a, b)}
    end
  end

  @spec with_that_never_misses(integer) :: integer
  def with_that_never_misses(n) do
    with m <- n + 1, {:ok, k} <- ok(m) do
      add(m, k)
    end
  end

  @spec with_and_else(map) :: integer
  def with_and_else(map) do
    with {:ok, a} <- Map.fetch(map, :a), true <- is_integer(a) do
      double(a)
    else
      :error -> 0
      false -> -1
    end
  end

  @spec clauses_of_receive(non_neg_integer) :: :got | :late
  def clauses_of_receive(timeout) do
    receive do
      {:got, pid} when is_pid(pid) -> got(pid)
      {:again, time} -> clauses_of_receive(time)
    after
      timeout -> :late
    end
  end

  @spec loop(integer) :: no_return
  def loop(n) do
    receive do
      {:add, m} -> loop(n + m)
      :stop -> exit(:normal)
    end
  end

  @spec right_of_and(term) :: boolean
  def right_of_and(x), do: is_integer(x) and positive?(x)

  @spec right_of_or(term) :: boolean
  def right_of_or(x), do: is_atom(x) or x == 1

  @spec right_of_double_and(integer | nil) :: integer | nil
  def right_of_double_and(x), do: x && double(x)

  @spec right_of_double_or(integer | nil) :: integer
  def right_of_double_or(x), do: x || double(1)

  @spec end_of_pipeline([integer]) :: integer
  def end_of_pipeline(list), do: list |> Enum.map(&double/1) |> Enum.filter(&(&1 > 2)) |> Enum.sum()

  @spec then_of_pipeline(integer) :: integer
  def then_of_pipeline(n), do: n |> double() |> then(&add(&1, 1))

  @spec function_that_is_called((integer -> integer)) :: integer
  def function_that_is_called(f), do: f.(1)

  @spec applied(module, atom) :: term
  def applied(module, name), do: apply(module, name, [1])

  @spec computed_module(module) :: term
  def computed_module(module), do: module.module_info(:module)

  @spec computed_callee :: pid
  def computed_callee, do: pick().self()

  @spec matched(integer) :: integer
  def matched(n), do: _m = double(n)

  @spec matched_pattern(integer) :: {:ok, integer}
  def matched_pattern(n), do: {:ok, _} = ok(n)

  @spec field(%{name: String.t()}) :: String.t()
  def field(thing), do: thing.name

  @spec text(integer) :: String.t()
  def text(n), do: "#{n} and #{double(n)}"

  @spec literal :: :done
  def literal, do: :done

  @spec variable(a) :: a when a: term
  def variable(a), do: a

  @spec data(integer) :: [{atom, integer}]
  def data(n), do: [a: n, b: double(n)]

  @spec comprehension([integer]) :: [integer]
  def comprehension(list), do: for(n <- list, n > 0, do: double(n))

  @spec reduced(Enumerable.t()) :: map
  def reduced(list), do: for(n <- list, reduce: %{}, do: (seen -> Map.put(seen, n, true)))

  @spec comprehension_that_nothing_uses([pid]) :: :ok
  def comprehension_that_nothing_uses(pids) do
    for pid <- pids, do: send(pid, {:hello, self()})
    _ = for pid <- pids, do: send(pid, {:again, self()})
    :ok
  end

  @spec empty :: nil
  def empty do
  end

  @spec of_macro(integer) :: integer
  def of_macro(n) do
    require Logger
    Logger.debug("of #{n}")
    double(n)
  end

  defp square(n), do: n * n
  defp double(n), do: n * 2
  defp add(a, b), do: a + b
  defp ok(n), do: {:ok, n}
  defp got(pid), do: if(Process.alive?(pid), do: :got, else: :late)
  defp positive?(n), do: n > 0
  defp pick, do: :erlang
end
