# 1.14: function other/1 is unused
defmodule Diagnosed do
  def run(x), do: x
  defp other(x), do: run(x)
end
