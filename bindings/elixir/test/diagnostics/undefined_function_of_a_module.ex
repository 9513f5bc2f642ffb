# 1.14: String.upcse/1 is undefined or private
defmodule Diagnosed do
  def run(x) do
    y = String.upcse(x)
    Missing.run(y)
  end
end
