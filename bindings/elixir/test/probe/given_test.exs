defmodule Spile.Probe.GivenTest do
  # Standard error, which is everybody's, is looked at.
  use ExUnit.Case, async: false

  alias Spile.Test.Given

  @macros ~S"""
  defmodule MODULE.Macros do
    # Definitions by another name, as Nx has them: plain ones, and those in a language of their own.
    defmacro define(head, do: body), do: quote(do: Kernel.def(unquote(head), do: unquote(body)))

    defmacro numeric(head, do: body) do
      quote do
        def unquote(head) do
          use MODULE.Macros
          unquote(body)
        end
      end
    end

    # As above, but the import is in what a macro makes.
    defmacro language(do: body) do
      quote do
        import Kernel, except: [rem: 2]
        import MODULE.Macros, only: [plus: 2]
        unquote(body)
      end
    end

    defmacro numeric_by_macro(head, do: body) do
      quote(do: def(unquote(head), do: MODULE.Macros.language(do: unquote(body))))
    end

    defmacro __using__(_) do
      quote do
        import Kernel, except: [rem: 2]
      end
    end

    def plus(a, b), do: {a, b}

    # As Spark does: functions become definitions, clause by clause.
    defmacro section(do: body) do
      quote do
        with do
          unquote([quote(do: import(Enum, only: [count: 1])), body])
        end
      end
    end

    defmacro lift(name, {:fn, _, clauses}) do
      definitions =
        for {:->, _, [arguments, body]} <- clauses do
          case arguments do
            [{:when, _, all}] ->
              {arguments, [guard]} = Enum.split(all, -1)
              quote(do: def(unquote(name)(unquote_splicing(arguments)) when unquote(guard), do: unquote(body)))

            _ ->
              quote(do: def(unquote(name)(unquote_splicing(arguments)), do: unquote(body)))
          end
        end

      quote generated: true do
        unless Module.defines?(__MODULE__, {unquote(name), 1}, :def) do
          @doc false
          unquote_splicing(definitions)
        end
      end
    end

    defmacro lift(name, capture), do: quote(do: def(unquote(name)(x), do: unquote(capture).(x)))

    # The clauses in something that is not their body.
    defmacro changed(name, {:fn, _, [{:->, _, [arguments, body]}]}) do
      quote(do: def(unquote(name)(unquote_splicing(arguments)), do: {:changed, unquote(body)}))
    end

    # One definition with the clauses of two functions.
    defmacro both(name, {:fn, _, [{:->, _, [[x], body]}]}, {:fn, _, [{:->, _, [_, other]}]}),
      do: quote(do: def(unquote(name)(unquote(x)), do: {unquote(body), unquote(other)}))

    # As Absinthe does: functions are kept until the module ends.
    defmacro keeping(do: body) do
      Module.put_attribute(__CALLER__.module, :kept, [])

      quote do
        @before_compile {MODULE.Macros, :first}
        @before_compile MODULE.Macros
        unquote(body)
        @before_compile {MODULE.Macros, :third}
      end
    end

    defmacro keep(function) do
      Module.put_attribute(__CALLER__.module, :kept, [function | Module.get_attribute(__CALLER__.module, :kept)])
      nil
    end

    def first(env), do: Module.put_attribute(env.module, :ended, [:first])

    defmacro __before_compile__(env) do
      kept = Module.get_attribute(env.module, :kept)
      Module.put_attribute(env.module, :ended, [:second | Module.get_attribute(env.module, :ended)])

      quote do
        if @fails, do: raise("not finished")
        def kept, do: [unquote_splicing(kept)]
        def kept_line, do: unquote(env.line)
      end
    end

    defmacro third(env) do
      ended = Module.get_attribute(env.module, :ended)
      quote(do: def(ended, do: unquote([:third | ended])))
    end

    # What a macro sees of a function.
    defmacro shown(name, function), do: quote(do: def(unquote(name)(), do: unquote(Macro.to_string(function))))

    # A function that is called when the module is compiled.
    defmacro called(name, function) do
      quote do
        @called unquote(function).(1)
        def unquote(name)(), do: @called
      end
    end
  end
  """

  defp everything(options \\ [capture_args: true, capture_return: true]) do
    Spile.new(anonymous_functions: true) |> Spile.instrument_functions(:all, log_entry_exit: options)
  end

  # What the user's module gives, which is the same plain and woven, and what is printed when it is woven.
  defp both(user, run) do
    [{plain, []}, {woven, lines}] = Given.both([@macros], user, everything(), run)
    assert plain == woven
    {plain, lines}
  end

  # `{:entry | :exit, function}` of every line.
  defp events(lines) do
    for line <- lines do
      [_, type, name] = Regex.run(~r/^\[(ENTRY|EXIT)\]  ?M\.([\w?!]+\/\d(?: fn@[\d~]+)?)/, line)
      {String.to_atom(String.downcase(type)), name}
    end
  end

  test "functions in a definition by another name, nested ones too" do
    user = """
    defmodule MODULE do
      import MODULE.Macros
      define scaled(list, by) do
        Enum.map(list, fn x -> Enum.map([x], &(&1 * by)) end)
      end
    end
    """

    {result, lines} = both(user, & &1.scaled([2], 3))
    assert result == [[6]]

    assert lines == [
             "[ENTRY] M.scaled/2 fn@4",
             "[EXIT]  M.scaled/2 fn@4 TAIL CALL: Enum.map/2",
             "[ENTRY] M.scaled/2 fn@4~2",
             "[EXIT]  M.scaled/2 fn@4~2 RETURNED: 6"
           ]
  end

  test "a definition that has imports of its own, or whose macro imports something in place of Kernel's, is left alone" do
    user = """
    defmodule MODULE do
      import MODULE.Macros
      numeric f(x) do
        Enum.map(x, fn x -> x * 2 end)
      end
      numeric_by_macro g(x) do
        Enum.map(x, fn x -> x * 2 end)
      end
    end
    """

    assert both(user, &{&1.f([1]), &1.g([2])}) == {{[2], [4]}, []}
  end

  test "a function whose clauses become definitions" do
    user = """
    defmodule MODULE do
      import MODULE.Macros
      section do
        lift :a, fn
          0 -> :zero
          x when is_list(x) -> Enum.map(x, &(&1 + 1))
          %{b: b} = c ->
            alias String, as: S
            {S.upcase(b), map_size(c)}
        end
        lift :b, &(&1 + 1)
      end
    end
    """

    {result, lines} = both(user, &{&1.a(0), &1.a([1]), &1.a(%{b: "b"}), &1.b(1)})
    assert result == {:zero, [2], {"B", 1}, 2}
    a = [entry: "a/1 fn@4", exit: "a/1 fn@4"]
    # What tells of lines has none of a clause that has no variable.
    assert events(lines) == a ++ [entry: "a/1 fn@6", exit: "a/1 fn@6"] ++ a ++ [entry: "b/1 fn@11", exit: "b/1 fn@11"]
    assert "[EXIT]  M.a/1 fn@4 RETURNED: {\"B\", 1}" in lines
  end

  test "clauses that are in a body with more, and those that cannot be told apart, are left alone" do
    user = """
    defmodule MODULE do
      import MODULE.Macros
      section do
        changed :a, fn x -> x end
        both :b, fn x -> x end, fn x -> x end
      end
    end
    """

    assert both(user, &{&1.a(1), &1.b(2)}) == {{{:changed, 1}, {2, 2}}, []}
  end

  test "a function that is called when the module is compiled, and what a macro sees of one" do
    user = """
    defmodule MODULE do
      import MODULE.Macros
      section do
        called :a, fn x -> x + 1 end
        shown :b, fn x -> x + 1 end
      end
    end
    """

    assert both(user, &{&1.a(), &1.b()}) == {{2, "fn x -> x + 1 end"}, []}
  end

  @keeping """
  defmodule MODULE do
    import MODULE.Macros
    @fails FAILS
    keeping do
      keep fn x -> {x, Enum.map([x], &(&1 + 1))} end
    end
    # From here on there is one more.
    section do
      keep &[&1, 1]
    end
    @before_compile {MODULE.Macros, :first}
  end
  """

  test "functions that are kept until the module ends, whose callbacks are called in their order" do
    {result, lines} =
      both(String.replace(@keeping, "FAILS", "false"), fn module ->
        [second, first] = module.kept()
        {first.(1), second.(2), module.ended(), module.kept_line()}
      end)

    assert {{1, [2]}, [2, 1], [:third, :second, :first], 1} = result
    a = [entry: "kept/0 fn@5", entry: "kept/0 fn@5~2", exit: "kept/0 fn@5~2", exit: "kept/0 fn@5"]
    assert events(lines) == a ++ [entry: "kept/0 fn@9", exit: "kept/0 fn@9"]
  end

  test "a module that was not finished, and is compiled again" do
    name = Given.name()
    Code.compile_string(Given.named(@macros, name))

    text =
      @keeping
      |> String.replace("FAILS", "Process.get(:fails)")
      |> Given.named(name)
      |> Given.transformed(everything())

    Process.put(:fails, true)
    assert_raise RuntimeError, "not finished", fn -> Code.compile_string(text, "user.ex") end
    Process.put(:fails, false)
    Code.compile_string(text, "user.ex")
    module = Module.concat([name])
    assert {2, [:third, :second, :first]} = {length(module.kept()), module.ended()}
    assert Process.get_keys() |> Enum.filter(&match?({Spile.Probe.Kept, _}, &1)) == []
  end

  test "what is left alone is not asked for" do
    user = """
    defmodule M do
      define f(x) do
        fn -> x end
      end
    end
    """

    {:ok, text} = Spile.transform(Spile.new() |> Spile.instrument_functions(:all, log_entry_exit: []), user)
    refute text =~ "within"
  end
end
