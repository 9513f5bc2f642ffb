# 1.14: found quoted keyword "a"
defmodule Diagnosed do
  def run, do: ["a": 1]
end
