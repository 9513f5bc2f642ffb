# 1.18
defmodule Diagnosed do
  def run(x) do
    true = x in [:foo, :bar]
    :baz = List.to_tuple(x)
    List.to_tuple(x)
  end
end
