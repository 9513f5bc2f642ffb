# 1.18: the following pattern will never match
defmodule Diagnosed do
  def run(x), do: :ok = List.to_tuple(x)
end
