# 1.14: no such thing
defmodule Diagnosed do
  defmacrop broken(x), do: raise(ArgumentError, "no such thing: #{Macro.to_string(x)}")
  def run(x), do: broken(x + 1)
end
