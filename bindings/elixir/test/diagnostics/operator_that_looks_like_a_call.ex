# 1.14
defmodule Diagnosed do
  def run do
    a = 1
    a -1 .. a + 1
  end
end
