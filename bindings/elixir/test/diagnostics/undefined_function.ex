# 1.14: undefined function missing/1
defmodule Diagnosed do
  def run(x), do: missing(x)
end
