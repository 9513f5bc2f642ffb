# 1.14: variable "y" is unused
defmodule Diagnosed do
  def run(x, y) do
    z = fn a -> 1 end
    x
  end
end
