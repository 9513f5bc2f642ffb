# 1.18: incompatible types given to Integer.to_string/1
defmodule Diagnosed do
  def run(x), do: Integer.to_string(List.to_tuple(x))
end
