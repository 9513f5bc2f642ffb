# 1.18: comparison between distinct types found
defmodule Diagnosed do
  def run(x) do
    y = List.to_tuple(x)
    y == 1
  end
end
