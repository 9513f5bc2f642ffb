# 1.14: undefined
defmodule Diagnosed do
  def run(count), do: counter + count
end
