defmodule Shapes.Heads do
  @moduledoc "Clauses, guards, defaults, patterns of all kinds in heads, and what is defined otherwise than by `def`."

  defguard is_small(n) when is_integer(n) and n < 10

  @spec guarded(term) :: :small | :large | :other
  def guarded(n) when is_small(n), do: :small
  def guarded(n) when is_integer(n) when is_float(n), do: :large
  def guarded(_), do: :other

  @spec defaults(integer, integer, keyword) :: integer
  def defaults(a, b \\ 1, opts \\ [])
  def defaults(a, b, []), do: a + b
  def defaults(a, b, opts), do: a + b + Keyword.get(opts, :c, 0)

  @spec default_of_one(integer) :: integer
  def default_of_one(a \\ 1), do: a

  @spec patterns(map, [integer], binary, {:ok, term}) :: {term, term}
  def patterns(%{a: a} = map, [first | _], <<byte, _::binary>>, {:ok, value}) when map_size(map) > 0,
    do: {{a, first}, {byte, value}}

  def patterns(%{}, [], "", {:ok, _} = ok), do: {ok, nil}
  def patterns(_map, _list, _binary, other), do: {other, nil}

  @spec operator +++ operator :: {operator, operator} when operator: term
  def left +++ right, do: {left, right}

  for name <- [:first, :second] do
    @spec unquote(name)() :: unquote(name)
    def unquote(name)(), do: unquote(name)
  end

  defdelegate size(list), to: Kernel, as: :length

  defmacro twice(x), do: quote(do: {unquote(x), unquote(x)})

  @spec uses_a_macro(integer) :: {integer, integer}
  def uses_a_macro(n), do: twice(n)

  @doc false
  @spec unused_argument(term) :: :ok
  def unused_argument(_), do: :ok

  @spec private(integer) :: integer
  def private(n), do: count(n, 0)

  defp count(0, so_far), do: so_far
  defp count(n, so_far) when n > 0, do: count(n - 1, so_far + 1)
  defp count(n, so_far) when n < 0, do: count(n + 1, so_far - 1)
end
