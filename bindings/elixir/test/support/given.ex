defmodule Spile.Test.Given do
  @moduledoc "Modules that give code to macros at module level, compiled and run plain and woven."

  import ExUnit.Assertions
  import ExUnit.CaptureIO
  import Spile.Test.Compiled, only: [printed: 1]

  @doc """
  What `run` returns of the module that `user` defines, and the lines that are printed: `[{plain, lines}, {woven, lines}]`. `macros`
  are sources that are compiled before it, as they are. `MODULE` is a name of its own in all of them, and `M` in the lines.

  The compiler says the same of both.
  """
  def both(macros, user, config, run) do
    ways = for way <- [:plain, :woven], do: one(way, macros, user, config, run)
    [plain, woven] = for {_, warnings} <- ways, do: warnings
    assert plain == woven
    for {way, _} <- ways, do: way
  end

  defp one(way, macros, user, config, run) do
    name = name()
    for source <- macros, do: source |> named(name) |> Code.compile_string()
    source = named(user, name)
    text = if way == :woven, do: transformed(source, config), else: source
    parent = self()

    warnings =
      capture_io(:stderr, fn ->
        {result, lines} =
          printed(fn ->
            Code.compile_string(text, "user.ex")
            run.(Module.concat([name]))
          end)

        send(parent, {:done, {result, Enum.map(lines, &String.replace(&1, name, "M"))}})
      end)

    receive do: ({:done, done} -> {done, warnings |> String.replace(name, "M") |> String.split("\n")})
  end

  @doc "A name that no other module has."
  def name, do: "Spile.Woven.M#{System.unique_integer([:positive])}"

  @doc "The source with `name` for `MODULE`."
  def named(source, name), do: Regex.replace(~r"\bMODULE\b", source, name)

  @doc "The woven text, which has something given to a macro, and the lines of the source."
  def transformed(source, config) do
    {:ok, text} = Spile.transform(config, source)
    assert text =~ ".within(["
    assert length(String.split(text, "\n")) == length(String.split(source, "\n"))
    text
  end
end
