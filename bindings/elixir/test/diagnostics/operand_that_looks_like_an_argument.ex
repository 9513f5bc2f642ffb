# 1.14: looks like a function call
defmodule Diagnosed do
  def run(x) do
    a = 1
    b = a -to_string(x)
    b
  end
end
