# 1.14: will be overridden
defmodule Diagnosed do
  def run(x), do: %{a: 1, a: x}
end
