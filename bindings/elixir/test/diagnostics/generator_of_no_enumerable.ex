# 1.20: incompatible value given to for-comprehension
defmodule Diagnosed do
  def run, do: for(x <- :a, do: x)
end
