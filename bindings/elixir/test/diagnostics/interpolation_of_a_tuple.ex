# 1.20: incompatible value given to string interpolation
defmodule Diagnosed do
  def run(x), do: "a#{List.to_tuple(x)}"
end
