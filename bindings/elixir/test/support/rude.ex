defmodule Spile.Rude do
  @moduledoc false
  # Values whose `Inspect` implementation does what none should.
  defstruct [:how]

  defimpl Inspect do
    def inspect(%{how: :raise}, _), do: raise("no")
    def inspect(%{how: :throw}, _), do: throw(:no)
    def inspect(%{how: :exit}, _), do: exit(:no)
    def inspect(%{how: :lines}, _), do: "a\nb"

    def inspect(%{how: :woven}, _) do
      Spile.Runtime.enter(%{module: Rude, name: :inspect, arity: 2}, [])
      "#Rude<>"
    end
  end
end
