# 1.20
defmodule Diagnosed do
  def run(x), do: List.to_tuple(x) || String.upcase(x)
  def other(x), do: List.to_tuple(x) and String.upcase(x)
end
