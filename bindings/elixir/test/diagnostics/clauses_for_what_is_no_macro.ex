# 1.14
defmodule Diagnosed do
  def run do
    wrong do
      _ -> :ok
    end
  end
end
