# 1.18: the following clause will never match
defmodule Diagnosed do
  def run(x) do
    case List.to_tuple(x) do
      {:ok, y} -> y
      :error -> :no
    end
  end
end
