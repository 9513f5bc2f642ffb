# 1.14: invalid call
defmodule Diagnosed do
  def run(x), do: run(x)(x)
end
