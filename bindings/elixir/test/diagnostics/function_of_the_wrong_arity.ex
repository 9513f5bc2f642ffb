# 1.20: expected a 
defmodule Diagnosed do
  def run do
    fun = &String.upcase/1
    fun.(1, 2)
  end
end
