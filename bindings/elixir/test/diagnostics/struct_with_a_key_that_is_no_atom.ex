# 1.14
defmodule Diagnosed do
  def run, do: %NoSuchStruct{(1 + 2) => :value}
end
