# 1.14: clauses
defmodule Diagnosed do
  def run(x) do
    cond do
      x
    end
  end
end
