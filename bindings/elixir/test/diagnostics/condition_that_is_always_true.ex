# 1.20
defmodule Diagnosed do
  def run(x) do
    cond do
      List.to_tuple(x) -> 1
      x -> 2
    end
  end
end
