# 1.14: unused literal
defmodule Diagnosed do
  def run(x) do
    Enum.map(x, fn _ ->
      "unused"
      :ok
    end)
  end
end
