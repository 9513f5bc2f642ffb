# 1.18: comparison with structs found
defmodule Diagnosed do
  def run(x) do
    y = %{Date.utc_today() | day: x}
    min(y, ~D[2020-01-01])
  end
end
