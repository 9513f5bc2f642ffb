defmodule Spile.ReadmeTest do
  use ExUnit.Case
  import ExUnit.CaptureIO

  test "the first five minutes print what the page says" do
    readme = File.read!(Path.expand("../README.md", __DIR__))
    [_, code] = Regex.run(~r/```elixir\n(.*?)```/s, readme)
    [_, printed] = Regex.run(~r/prints\n\n```\n(.*?)```/s, readme)
    assert capture_io(fn -> Code.eval_string(code) end) == printed
    :code.purge(Calculator)
    :code.delete(Calculator)
  end
end
