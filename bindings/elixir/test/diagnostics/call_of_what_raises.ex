# 1.20
defmodule Diagnosed do
  def run, do: private(raise("oops"))
  defp private(:ok), do: nil
end
