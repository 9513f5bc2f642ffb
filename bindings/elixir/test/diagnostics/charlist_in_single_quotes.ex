# 1.18
defmodule Diagnosed do
  def run, do: 'charlist'
end
