# 1.18: incompatible types given to Kernel.+/2
defmodule Diagnosed do
  def run(x) do
    y = List.to_tuple(x)
    y + 1
  end
end
