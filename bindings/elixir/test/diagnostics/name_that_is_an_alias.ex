# 1.14
defmodule Diagnosed do
  def Bar do
    :baz
  end
end
