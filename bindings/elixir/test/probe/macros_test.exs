defmodule Spile.Probe.MacrosTest do
  # Standard error, which is everybody's, is looked at.
  use ExUnit.Case, async: false

  alias Spile.Test.{Compiled, Recorder}

  # `MODULE.Macros` and what uses it.
  @source """
  defmodule MODULE.Macros do
    defmacro twice(number) when is_integer(number), do: number * 2

    defmacro twice({name, _, _} = call) do
      IO.inspect({name, __CALLER__.function}, label: "expanded")
      quote do: unquote(call) + unquote(call)
    end

    defmacro refused(_), do: raise(ArgumentError, "no")
    def plain(x), do: x
  end
  """

  @user """
  defmodule MODULE do
    require MODULE.Macros
    def number, do: MODULE.Macros.twice(21)
    def call(x), do: MODULE.Macros.twice(x)
  end
  """

  defp config(functions) do
    Spile.new()
    |> Spile.instrument_functions({:only, functions}, log_entry_exit: [capture_args: true, capture_return: true])
  end

  # The names of what was woven of the source, and the woven text.
  defp woven(config, source) do
    {:ok, text} = Spile.transform(config, source)
    text
  end

  defp named(source, name), do: String.replace(source, "MODULE", name)

  defp name, do: "Spile.Woven.M#{System.unique_integer([:positive])}"

  test "a macro that is named is told of when what uses it is compiled" do
    name = name()
    text = woven(config([:twice]), named(@source, name))
    Code.compile_string(text, "macros.ex")

    {[{module, _}], lines} = Compiled.printed(fn -> Code.compile_string(named(@user, name), "user.ex") end)

    assert module.number() == 42
    assert module.call(4) == 8
    entries = Enum.filter(lines, &(&1 =~ "twice"))
    assert Enum.any?(entries, &(&1 =~ "21"))
    assert length(entries) >= 4, inspect(lines)
    # It sees its caller as it would without.
    assert Enum.any?(lines, &(&1 =~ "expanded: {:x, {:call, 1}}"))
  end

  test "without the runtime a macro does what it does, quietly" do
    name = name()
    text = woven(config([:twice, :refused]), named(@source, name))
    assert text =~ "Elixir.Spile.Probe"
    # A runtime that is there when the macros are compiled, and gone when they run.
    runtime = Module.concat([name, "Runtime"])

    functions =
      for {name, arity} <- Spile.Test.QuietRuntime.__info__(:functions),
          do: {name, Macro.generate_arguments(arity, nil)}

    Module.create(
      runtime,
      for(
        {name, arguments} <- functions,
        do: quote(do: def(unquote(name)(unquote_splicing(arguments)), do: exit({__MODULE__, unquote(arguments)})))
      ),
      Macro.Env.location(__ENV__)
    )

    text = String.replace(text, "macro: true", ~s(macro: true, runtime: :"#{runtime}"))

    warnings =
      ExUnit.CaptureIO.capture_io(:stderr, fn ->
        ExUnit.CaptureIO.capture_io(fn ->
          Code.compile_string(text, "macros.ex")
          :code.delete(runtime)
          :code.purge(runtime)
          [{module, _}] = Code.compile_string(named(@user, name), "user.ex")
          assert {module.number(), module.call(4)} == {42, 8}
        end)
      end)

    refute warnings =~ "warning", warnings
    require_it = "require #{name}.Macros; #{name}.Macros.refused(1)"
    assert_raise ArgumentError, "no", fn -> Code.eval_string(require_it) end
  end

  test "macros are in no everything" do
    for target <- [:all, :public] do
      config = Spile.new() |> Spile.instrument_functions(target)
      text = woven(config, named(@source, name()))
      assert text =~ "def plain(x), do: (require"
      refute text =~ "macro: true"
    end
  end

  test "a private macro of the same module, with a runtime of one's own" do
    name = name()

    source =
      named(
        """
        defmodule MODULE do
          defmacrop half(x), do: div(x, 2)
          def four, do: half(8)
        end
        """,
        name
      )

    text = woven(config([:half]), source)
    text = String.replace(text, "macro: true", ~s(macro: true, runtime: :"#{Recorder}"))
    {[{module, _}], _} = Compiled.printed(fn -> Code.compile_string(text, "half.ex") end)
    assert module.four() == 4
  end
end
