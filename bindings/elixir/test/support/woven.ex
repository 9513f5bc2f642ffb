defmodule Spile.Test.Woven do
  @moduledoc "Modules of functions whose bodies have probes, written as the weaver writes them."

  @doc """
  Compiles a module; `functions` are `{head, body}` as text. Bodies begin on line 1.

  Gives the module, and the warnings, in which it is called `M`.
  """
  def compile(functions, options, prelude \\ "") do
    name = "Spile.Test.Woven.M#{System.unique_integer([:positive])}"
    bodies = for {head, body} <- functions, do: "def #{head} do #{wrapped(body, options)} end\n"

    prelude =
      prelude
      |> String.split("\n")
      |> Enum.map(&String.trim/1)
      |> Enum.reject(&(&1 == ""))
      |> Enum.map_join(&(&1 <> "; "))

    source = "defmodule #{name} do #{prelude}#{bodies}\nend"
    parent = self()

    warnings =
      ExUnit.CaptureIO.capture_io(:stderr, fn ->
        Code.compile_string(source, "woven.ex")
        send(parent, {:compiled, Module.concat([name])})
      end)

    # Columns go through the position map, which is not here.
    warnings = Regex.replace(~r/(woven\.ex:\d+):\d+/, String.replace(warnings, name, "M"), "\\1")
    receive do: ({:compiled, module} -> {module, warnings})
  end

  defp wrapped(body, :plain), do: body

  defp wrapped(body, options) do
    ~s'require :"Elixir.Spile.Probe"; :"Elixir.Spile.Probe".body(#{options(options)}) do #{body} end'
  end

  defp options(options) do
    defaults = [id: "M#f/1@1", line: 1, number: 0, clause: 1, calls: true, runtime: Spile.Test.Recorder]
    options = Keyword.merge(defaults, options)
    {runtime, options} = Keyword.pop!(options, :runtime)
    text = inspect(options, limit: :infinity, printable_limit: :infinity)
    # Aliases may be the program's own.
    String.replace_suffix(text, "]", ~s', runtime: :"#{runtime}"]')
  end
end
