defmodule Spile.QuotedVariablesTest do
  # Variables of what was quoted have a context, which a `quote` gives them.
  use ExUnit.Case, async: true

  alias Spile.Test.Compiled

  @hidden Macro.var(:hidden, Macros)

  defp form(module) do
    quote do
      defmodule unquote(module) do
        def total(x) do
          doubled = x * 2
          Enum.sum(for n <- 1..2, do: n * doubled)
        end

        def swapped(y) do
          unquote(@hidden) = y
          {y, unquote(@hidden)}
        end
      end
    end
  end

  defp printed(config, calls) do
    module = Module.concat(__MODULE__, "M#{System.unique_integer([:positive])}")
    {:ok, woven} = Spile.transform(config, form(module))
    Code.compile_quoted(woven)
    {_, lines} = Compiled.printed(fn -> for {name, argument} <- calls, do: apply(module, name, [argument]) end)
    lines
  end

  test "code is given them by name, quoted or as text" do
    for code <- ["IO.inspect({doubled, x})", quote(do: IO.inspect({doubled, x}))] do
      config = Spile.new() |> Spile.instrument_functions({:only, [:total]}, log_entry_exit: false)
      config = Spile.inject_before_return(config, code, context_vars: [:doubled, :x])
      assert printed(config, total: 3) == ["{6, 3}"]
    end
  end

  test "they are captured, and those of macros are not" do
    config = Spile.new() |> Spile.capture_variables(:all) |> Spile.capture_variables([:x], at: :entry)

    assert printed(config, total: 3, swapped: 4) == [
             "[VAR_CAPTURE AT ENTRY] x = 3",
             "[VAR_CAPTURE BEFORE_RETURN] doubled = 6, x = 3",
             "[VAR_CAPTURE BEFORE_RETURN] y = 4"
           ]
  end

  test "code that was quoted elsewhere does not count as the program's" do
    code = quote(do: (a = b = c = d = e = 1) && IO.inspect({a, b, c, d, e, x}))
    config = Spile.new() |> Spile.instrument_functions({:only, [:total]}, log_entry_exit: false)
    assert printed(Spile.inject_before_return(config, code, context_vars: [:x]), total: 3) == ["{1, 1, 1, 1, 1, 3}"]
  end
end
