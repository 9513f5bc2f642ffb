# 1.14: invalid quoted expression
defmodule Diagnosed do
  defmacrop broken, do: {:a, :b, :c, :d}
  def run, do: broken()
end
