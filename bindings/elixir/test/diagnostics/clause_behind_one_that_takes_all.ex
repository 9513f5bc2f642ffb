# 1.14
defmodule Diagnosed do
  def run(x) when is_atom(x) or is_integer(x), do: x
  def run(_), do: 2
  def run(3), do: 3
end
