# 1.14: the underscored variable "_x" is used after being set
defmodule Diagnosed do
  def run(_x), do: _x
end
