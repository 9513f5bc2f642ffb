# 1.14: clauses
defmodule Diagnosed do
  def run(x) do
    x.()
  rescue
    :a
  end
end
