# 1.14: variable "kept" is unused
defmodule Diagnosed do
  def run(argument, {:ok, in_a_pattern}), do: {kept = 1, :done}
end
