# 1.18: incompatible types given to
defmodule Diagnosed do
  def run(x) do
    _ = Integer.to_string(fn y -> x + y end)
    x
  end
end
