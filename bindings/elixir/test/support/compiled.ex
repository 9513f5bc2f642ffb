defmodule Spile.Test.Compiled do
  @moduledoc false
  # Sources that are woven, compiled and run. `MODULE` in a source stands for a name of its own.

  import ExUnit.CaptureIO

  @doc "The module that a woven source defines first."
  def woven(config, source, opts \\ []) do
    source = named(source)

    {:ok, code} =
      if opts[:as] == :text, do: Spile.transform(config, source), else: Spile.parse_and_transform(config, source)

    compiled(code)
  end

  @doc "The same of a source or quoted form as it is."
  def compiled(code) do
    modules =
      if is_binary(code), do: Code.compile_string(code, "woven.ex"), else: Code.compile_quoted(code, "woven.ex")

    modules |> List.first() |> elem(0)
  end

  @doc "The source, with a name of its own."
  def named(source), do: String.replace(source, "MODULE", "Spile.Woven.M#{System.unique_integer([:positive])}")

  @doc "What a function returns, and the lines that it prints, the woven module called `M`."
  def printed(module \\ nil, function) do
    parent = self()
    ref = make_ref()
    output = capture_io(fn -> send(parent, {ref, function.()}) end)
    result = receive do: ({^ref, result} -> result)
    output = if module, do: String.replace(output, inspect(module), "M"), else: output
    {result, String.split(output, "\n", trim: true)}
  end

  @doc "The lines that `function` of the module prints."
  def lines_of(module, function) do
    {_, lines} = printed(module, fn -> function.(module) end)
    lines
  end
end
