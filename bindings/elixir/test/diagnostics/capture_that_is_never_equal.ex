# 1.20
defmodule Diagnosed do
  def run(list), do: Enum.map(list, &%Date{&1 | day: 31})
end
