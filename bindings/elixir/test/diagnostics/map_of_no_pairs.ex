# 1.14: expected key-value pairs in a map
defmodule Diagnosed do
  def run(x), do: %{to_string(x), x}
end
