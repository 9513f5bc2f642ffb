# 1.14: the result of evaluating operator
defmodule Diagnosed do
  def run do
    1 + hd([])
    :a + 1
  end
end
