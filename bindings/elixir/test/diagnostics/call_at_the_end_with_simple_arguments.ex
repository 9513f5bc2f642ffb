# 1.20: incompatible types given to
defmodule Diagnosed do
  def run(x) do
    y = List.to_tuple(x)
    String.upcase({:a, [x | y], %{x: y}}, :default)
  end
end
