# 1.14: defines defaults
defmodule Diagnosed do
  def run(x \\ 1)
  def run(1 = x), do: x
  def run(x \\ 2), do: run(x + 1)
end
