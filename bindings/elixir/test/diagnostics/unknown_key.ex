# 1.18: unknown key .baz
defmodule Diagnosed do
  def run do
    x = %{foo: 1, bar: 2}
    x.baz
  end
end
