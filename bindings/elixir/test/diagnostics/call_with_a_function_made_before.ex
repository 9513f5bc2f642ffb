# 1.18: incompatible types given to
defmodule Diagnosed do
  def run(x) do
    y = List.to_tuple(x)
    z = Enum.map(x, &(&1 + y))
    Integer.to_string(y) <> z
  end
end
