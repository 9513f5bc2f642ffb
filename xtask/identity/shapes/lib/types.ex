defmodule Shapes.Stack do
  @moduledoc "An opaque type."

  @opaque t(item) :: {:stack, non_neg_integer, [item]}
  @type t :: t(term)

  @spec new :: t
  def new, do: {:stack, 0, []}

  @spec push(t(item), item) :: t(item) when item: term
  def push({:stack, size, items}, item), do: {:stack, size + 1, [item | items]}

  @spec pop(t(item)) :: {:ok, item, t(item)} | :empty when item: term
  def pop({:stack, 0, []}), do: :empty
  def pop({:stack, size, [item | items]}), do: {:ok, item, {:stack, size - 1, items}}

  @spec size(t) :: non_neg_integer
  def size({:stack, size, _}), do: size
end

defmodule Shapes.Types do
  @moduledoc "Users of opaque types, structs, protocols and behaviours."

  alias Shapes.Stack

  defstruct name: "", stack: nil, seen: MapSet.new()

  @type t :: %__MODULE__{name: String.t(), stack: Stack.t() | nil, seen: MapSet.t()}

  @spec new(String.t()) :: t
  def new(name), do: %__MODULE__{name: name, stack: Stack.new()}

  @spec see(t, term) :: t
  def see(%__MODULE__{seen: seen, stack: stack} = types, item) when stack != nil do
    %{types | seen: MapSet.put(seen, item), stack: Stack.push(stack, item)}
  end

  def see(%__MODULE__{} = types, _item), do: types

  @spec size(t) :: non_neg_integer
  def size(%__MODULE__{stack: nil}), do: 0
  def size(types), do: types.stack |> Stack.size()

  @spec last(t) :: {:ok, term} | :none
  def last(%{stack: stack}) when stack != nil do
    with {:ok, item, _} <- Stack.pop(stack), do: {:ok, item}
  end

  def last(_), do: :none

  @spec seen?(t, term) :: boolean
  def seen?(types, item), do: MapSet.member?(types.seen, item)

  @spec matches?(Regex.t(), String.t()) :: boolean
  def matches?(regex, text), do: Regex.match?(regex, text)

  @spec stream(Enumerable.t()) :: Enumerable.t()
  def stream(items), do: Stream.map(items, &{:seen, &1})

  @spec table(atom) :: :ets.tid() | atom
  def table(name), do: :ets.new(name, [:set])

  @spec queue(term) :: :queue.queue(term)
  def queue(item), do: :queue.in(item, :queue.new())
end

defprotocol Shapes.Area do
  @spec area(t) :: number
  def area(shape)
end

defimpl Shapes.Area, for: Tuple do
  def area({:square, side}), do: side * side
  def area(_), do: 0
end

defimpl Shapes.Area, for: Map do
  def area(%{area: area}), do: area
end
