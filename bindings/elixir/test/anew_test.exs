defmodule Spile.AnewTest do
  # A module that is compiled while an earlier one of its name is loaded: plain, and then woven. Output is taken from standard error.
  use ExUnit.Case, async: false
  import ExUnit.CaptureIO

  @source """
  defmodule Spile.Test.Anew.Imports do
    import Bitwise
    import ExUnit.Assertions, only: [assert: 1]

    defmacrop positive(x, do: block), do: quote(do: if(unquote(x) > 0, do: unquote(block), else: :done))

    def check(x), do: assert(x)
    def bits(x), do: band(x, 1)

    def down(x) do
      positive x do
        down(x - 1)
      end
    end
  end
  """

  setup do
    conflicts = Code.get_compiler_option(:ignore_module_conflict)
    Code.put_compiler_option(:ignore_module_conflict, true)
    on_exit(fn -> Code.put_compiler_option(:ignore_module_conflict, conflicts) end)
    assert capture_io(:stderr, fn -> Code.compile_string(@source) end) == ""
    :ok
  end

  test "imports whose macros are used at the end of functions only are told as used" do
    assert capture_io(:stderr, fn -> Code.compile_string(woven(@source)) end) == ""
    assert capture_io(:stderr, fn -> Code.compile_quoted(form(@source)) end) == ""
  end

  test "an import that nothing uses is told as such" do
    source = String.replace(@source, "assert(x)", "x")
    assert capture_io(:stderr, fn -> Code.compile_string(woven(source)) end) =~ "unused import ExUnit.Assertions"
  end

  test "a call in a macro of the module's own stays a tail call" do
    Code.compile_quoted(form(@source))
    output = capture_io(fn -> assert apply(Spile.Test.Anew.Imports, :down, [1]) == :done end)
    assert output =~ "[EXIT]  Spile.Test.Anew.Imports.down/1 TAIL CALL: Spile.Test.Anew.Imports.down/1\n"
  end

  defp config, do: Spile.new() |> Spile.instrument_functions(:all)

  defp woven(source) do
    {:ok, text} = Spile.transform(config(), source)
    text
  end

  defp form(source) do
    {:ok, form} = Spile.parse_and_transform(config(), source)
    form
  end
end
