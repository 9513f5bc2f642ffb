# 1.14: clauses with the same name and arity
defmodule Diagnosed do
  def run(1), do: 1
  def other(x), do: run(x)
  def run(x), do: x
end
