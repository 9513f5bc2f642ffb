# 1.14: is deprecated
defmodule Diagnosed do
  def run(x), do: Enum.partition(x, &(&1 > 1))
end
