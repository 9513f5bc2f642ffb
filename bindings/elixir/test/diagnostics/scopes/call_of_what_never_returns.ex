# 1.14: variable "unused"
defmodule Diagnosed do
  def run(x) do
    unused = x
    fails({:never, x})
  end

  defp fails(x), do: :erlang.error(x)
end
