# Protocols with fallbacks, derived and implemented in modules, and what their implementations call.
defprotocol Shape do
  @fallback_to_any true
  def area(x)
end

defmodule Sq do
  @derive {Inspect, only: [:a]}
  defstruct a: 1, b: 2

  defimpl Shape do
    def area(%{a: a}), do: (fn -> a * a end).()
  end

  defimpl String.Chars do
    def to_string(%@for{a: a} = s), do: "sq #{a} #{inspect(s)} #{inspect(@protocol)}"
  end
end

defimpl Shape, for: Any do
  def area(_), do: 0
end

defimpl Shape, for: [Integer, Float] do
  def area(x) when x > 0, do: x
  def area(_), do: {:neg, __MODULE__, @for}
end

defimpl Enumerable, for: Sq do
  def count(_), do: {:error, __MODULE__}
  def member?(_, _), do: {:error, __MODULE__}
  def slice(_), do: {:error, __MODULE__}
  def reduce(%{a: a, b: b}, acc, fun), do: Enumerable.List.reduce([a, b], acc, fun)
end

defmodule Run do
  def run do
    IO.inspect(for x <- [%Sq{}, 1, -1.0, :a, nil], do: Shape.area(x))
    IO.puts("#{%Sq{a: 3}}")
    IO.inspect(Shape.impl_for(%Sq{}))
    IO.inspect(Shape.__protocol__(:consolidated?))
    IO.inspect(Shape.Sq.__impl__(:for))
    IO.inspect(Enum.map(%Sq{}, &(&1 + 1)))
    IO.inspect(Enum.zip(%Sq{}, [1, 2]))

    try do
      apply(Shape, :area, [])
    rescue
      e in UndefinedFunctionError -> IO.puts(Exception.message(e))
    end
  end
end

Run.run()
