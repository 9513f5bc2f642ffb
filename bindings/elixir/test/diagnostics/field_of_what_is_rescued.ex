# 1.18: unknown key .message
defmodule Diagnosed do
  def run(x) do
    try do
      x.()
    rescue
      e -> e.message
    end
  end
end
