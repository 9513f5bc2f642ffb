# 1.18: incompatible types given to
defmodule Diagnosed do
  def run(x), do: {:ok, Integer.to_string(List.to_tuple(x))}
end
