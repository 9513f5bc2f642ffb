# 1.14: nested capture
defmodule Diagnosed do
  def run(x), do: Enum.map(x, &Enum.map(&1, fn y -> &(&1 + y) end))
end
