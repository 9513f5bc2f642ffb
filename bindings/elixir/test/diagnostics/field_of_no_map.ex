# 1.18: expected a map or struct when accessing .name
defmodule Diagnosed do
  def run(x) do
    y = List.to_tuple(x)
    y.name
  end
end
