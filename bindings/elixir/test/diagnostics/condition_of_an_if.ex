# 1.20
defmodule Diagnosed do
  def run(x), do: if(List.to_tuple(x), do: 1, else: String.upcase(x))
end
