# 1.18: expected a module (an atom) when invoking
defmodule Diagnosed do
  def run(x) do
    y = List.to_tuple(x)
    y.fun()
  end
end
