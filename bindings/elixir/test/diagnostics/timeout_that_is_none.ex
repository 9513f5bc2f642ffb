# 1.18: expected "after" timeout given to receive to be an integer
defmodule Diagnosed do
  def run do
    receive do
      :a -> 1
    after
      :soon -> 2
    end
  end
end
