# 1.20: the following pattern will never match
defmodule Diagnosed do
  def run(x) do
    with {:ok, y} <- List.to_tuple(x),
         :error <- List.to_tuple(y) do
      y
    end
  end
end
