# 1.18: incompatible types given to Integer.to_string/1
defmodule Diagnosed do
  def run(x) do
    y = List.to_tuple(x)
    Integer.to_string(y)
  end
end
