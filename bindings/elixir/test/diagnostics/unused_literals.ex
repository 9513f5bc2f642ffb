# 1.14: unused literal
defmodule Diagnosed do
  def run(x) do
    "unused"
    1
    x
  end
end
