defmodule Spile.Probe.DefinitionsTest do
  # Standard error, which is everybody's, is looked at.
  use ExUnit.Case, async: false

  alias Spile.Test.Given

  @macros """
  defmodule MODULE.Macros do
    # As type classes define instances.
    defmacro instance(protocol, [for: type], do: body) do
      quote do
        made = Module.concat(unquote(protocol), unquote(type))

        defimpl unquote(protocol), for: unquote(type) do
          unquote(body)
          def added(x), do: x
        end

        if made.added(1) != 1, do: raise("not made")
      end
    end

    # A definition that is more than that of `Kernel`.
    defmacro def(head, body) do
      IO.puts("given " <> Macro.to_string(head) <> " " <> Macro.to_string(body))
      quote(do: Kernel.def(unquote(head), unquote(body)))
    end

    # Code as data, code in another module, code that is not taken, and code that is looked at.
    defmacro kept(do: body), do: quote(do: @kept(unquote(Macro.escape(Macro.prewalk(body, &Macro.update_meta(&1, fn _ -> [] end))))))
    defmacro elsewhere(name, do: body), do: (Module.create(Macro.expand(name, __CALLER__), body, __CALLER__); nil)
    defmacro dropped(do: _), do: nil
    defmacro twice(do: body), do: quote(do: (unquote(body); unquote(body)))
    defmacro failing(do: _), do: raise(ArgumentError, "no code for you")
  end
  """

  @protocol """
  defprotocol MODULE.Size do
    def size(x)
    def added(x)
  end
  """

  defp everything do
    Spile.new() |> Spile.instrument_functions(:all, log_entry_exit: [capture_args: true, capture_return: true])
  end

  defp both(user, run), do: Given.both([@macros, @protocol], user, everything(), run)

  defp calls(lines), do: Enum.filter(lines, &(&1 =~ ~r/^\[(ENTRY|EXIT)/))
  defp own(lines), do: lines -- calls(lines)

  test "an instance of a type class, with what is around it as it was" do
    user = """
    defmodule MODULE do
      import MODULE.Macros, except: [def: 2]
      @made 1
      instance MODULE.Size, for: List do
        alias String, as: S
        @doc false
        def size([_ | rest]) when is_list(rest), do: S.length("abc") + rest(rest)
        defp rest(list), do: Enum.count(list, fn _ -> true end)
      end
      def made, do: @made
    end
    """

    [{plain, printed}, {woven, lines}] = both(user, &{Module.concat(&1, Size).size([1, 2]), &1.made()})
    assert woven == plain and plain == {4, 1}
    assert own(lines) == printed
    assert Enum.any?(lines, &(&1 =~ "[ENTRY] M.Size.List.size/1 ARGS: [[1, 2]]"))
    assert Enum.any?(lines, &(&1 =~ "[ENTRY] M.Size.List.rest/1 ARGS: [[2]]"))
    assert Enum.any?(lines, &(&1 =~ "[EXIT]  M.Size.List.size/1 RETURNED: 4"))
  end

  test "a module's own def, which sees what was written" do
    user = """
    defmodule MODULE do
      import Kernel, except: [def: 2]
      import MODULE.Macros, only: [def: 2]
      def f(a, %{b: _b} \\\\ %{b: 2}), do: a + length([a, 1])
      def f(a, _, other) do
        a + other
      rescue
        ArithmeticError -> :none
      end
    end
    """

    [{plain, printed}, {woven, lines}] = both(user, &{&1.f(1), &1.f(1, 2, 3), &1.f(1, 2, :c)})
    assert woven == plain and plain == {3, 4, :none}
    assert own(lines) == printed
    assert length(printed) >= 2
    assert Enum.any?(lines, &(&1 =~ "[ENTRY] M.f/2 ARGS: [1, %{b: 2}]"))
    assert Enum.any?(lines, &(&1 =~ "[EXIT]  M.f/3 RETURNED: :none"))
  end

  test "what a macro keeps, makes in another module or drops is as it was" do
    user = """
    defmodule MODULE do
      import MODULE.Macros, except: [def: 2]
      kept do
        def f(x), do: x
      end
      elsewhere MODULE.Other do
        def f(x), do: {:other, x}
      end
      dropped do
        def f(x), do: raise(x)
      end
      def kept, do: @kept
    end
    """

    [{plain, printed}, {woven, lines}] = both(user, &{Module.concat(&1, Other).f(1), &1.kept()})
    assert woven == plain
    assert own(lines) == printed
  end

  test "a definition that a macro makes twice is told of twice, and other blocks are followed" do
    user = """
    defmodule MODULE do
      import MODULE.Macros, except: [def: 2]
      twice do
        if true do
          for n <- [:one, :two], do: def(unquote(:"f_\#{n}")(x), do: {unquote(n), x})
        end
      end
    end
    """

    [{plain, printed}, {woven, lines}] = both(user, &{&1.f_one(1), &1.f_two(2)})
    assert woven == plain and plain == {{:one, 1}, {:two, 2}}
    assert own(lines) == printed
    assert length(calls(lines)) == 4
  end

  test "a macro that raises does so with its own message" do
    user = """
    defmodule MODULE do
      import MODULE.Macros, except: [def: 2]
      failing do
        def f, do: 1
      end
    end
    """

    name = Given.name()
    Code.compile_string(Given.named(@macros, name))
    text = user |> Given.named(name) |> Given.transformed(everything())
    assert_raise ArgumentError, "no code for you", fn -> Code.compile_string(text, "user.ex") end
  end
end
