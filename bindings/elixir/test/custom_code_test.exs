defmodule Spile.CustomCodeTest do
  # Code of the user's that the compiler refuses: which, where, and why.
  use ExUnit.Case
  import ExUnit.CaptureIO
  import Spile.Test.Compiled

  @source """
  defmodule MODULE do
    def total(items, rate) do
      sum = Enum.sum(items)
      sum * rate
    end

    def empty, do: :ok
  end
  """

  # What is said when the woven source is compiled, the module called `M`.
  defp refused(config) do
    for weave <- [&Spile.transform/2, &Spile.parse_and_transform/2] do
      source = named(@source)
      [_, module] = Regex.run(~r/defmodule (\S+)/, source)
      {:ok, code} = weave.(config, source)
      parent = self()

      printed =
        capture_io(:stderr, fn ->
          error = assert_raise(CompileError, fn -> compiled(code) end)
          send(parent, {:refused, Exception.message(error)})
        end)

      receive do: ({:refused, message} -> String.replace(printed <> message, module, "M"))
    end
    |> Enum.uniq()
  end

  defp only(function), do: Spile.instrument_functions(Spile.new(), {:only, [function]}, log_entry_exit: false)

  test "a variable that code is not given is named, with the injection and what gives it" do
    for code <- ["IO.puts(rate)", quote(do: IO.puts(rate))] do
      assert [message] = refused(Spile.inject_before_return(only(:total), code))

      assert message ==
               ~s(woven.ex:4: code before return of M.total/2, "IO.puts(rate\)": the variable "rate" of the program is ) <>
                 "not among its `context_vars`: `context_vars: [:rate]` gives it to it"
    end

    assert [message] = refused(Spile.inject_at_line(only(:total), 3, "IO.puts(nope + sum)", context_vars: [:sum]))
    assert message =~ ~s(woven.ex:3: code at line 3 of M.total/2, "IO.puts(nope + sum\)": undefined variable "nope")
    assert message =~ "sum, items, rate can be given to it"

    assert [message] = refused(Spile.inject_on_error(only(:empty), "IO.puts(result)"))
    assert message =~ ~s(code on error of M.empty/0, "IO.puts(result\)": undefined variable "result")
    assert message =~ "error, reason, stacktrace can"
  end

  test "what else the compiler refuses is told with the injection in the place of a file" do
    assert [message] = refused(Spile.inject_before_return(only(:total), "x = 1\n%Nope{a: x}"))
    assert message =~ ~s(woven.ex:4: code before return of M.total/2, "x = 1 %Nope{a: x}":2)
    assert message =~ "Nope.__struct__/1 is undefined"

    for id <- ["#total/2", "#total/2:body:expr_2"] do
      assert [message] = refused(Spile.inject_before_node(only(:total), id, quote(do: cond(do: 1))))
      assert message =~ ~r/code (at entry|before a node) of M.total\/2, "cond.*":1/
    end

    assert [message] = refused(Spile.inject_on_error(only(:empty), "no_such_function(reason)"))
    assert message =~ "undefined function no_such_function/1"
    # Before 1.15, Elixir tells of functions with their line only.
    if Version.match?(System.version(), ">= 1.15.0"),
      do: assert(message =~ ~s(code on error of M.empty/0, "no_such_function(reason\)":1))
  end

  test "what is bound in code, or may be, is its own" do
    code = """
    import Kernel, except: [!: 1]
    require ExUnit.Assertions
    {a, [b | _]} = {result, [1]}
    c = for i <- [a], {:ok, d} when d > 0 <- [{:ok, i}], e = d + b, do: {e, <<d::8>>, "\#{d}"}
    f = fn x, %{k: y} = z -> {x, y, z, &(&1 + x)} end
    g = try do raise "h" rescue h in RuntimeError -> h.message catch _, j -> j end
    l = with {:ok, m} <- {:ok, 1}, n = m + 1, do: {m, n}, else: (o -> o)
    p = case 1 do q when q > 1 -> q; ^b -> b end
    ExUnit.Assertions.assert {:ok, r} = {:ok, 2}
    destructure([s, t], [1, 2])
    u = receive do v -> v after 0 -> quote(do: w) end
    IO.inspect(match?({_, aa} when aa > 1, {1, 2}))
    IO.inspect({c, is_function(f), g, l, p, r, s, t, u, __MODULE__ == nil, __STACKTRACE__ == nil} |> elem(2))
    """

    code = String.replace(code, ", __STACKTRACE__ == nil", "")
    module = woven(Spile.inject_before_return(only(:total), code), @source)
    assert {9, ["true", ~s("h")]} = printed(fn -> module.total([1, 2], 3) end)
  end

  test "what code brings into scope stays there" do
    for code <- ["alias List, as: Enum\nEnum.first(items)", quote(do: alias(List, as: Enum, warn: false))] do
      module = woven(Spile.inject_at_line(only(:total), 3, code, context_vars: [:items]), @source)
      assert module.total([1, 2], 3) == 9
    end
  end

  test "what code raises is raised on the line where the code stands" do
    module = woven(Spile.inject_before_return(only(:total), "x = 1\n\nraise inspect(x)"), @source)

    try do
      module.total([1], 2)
    rescue
      error ->
        assert error == %RuntimeError{message: "1"}
        assert [{^module, :total, 2, location} | _] = __STACKTRACE__
        assert location[:line] == 4 and to_string(location[:file]) == "woven.ex"
    end
  end

  test "code that cannot be read is told with its place" do
    config = Spile.new() |> Spile.inject_before_return("IO.puts(") |> Spile.inject_at_line(3, ")")

    assert {:error, {:invalid_configuration, %{problems: [code: one, code: other]}}} =
             Spile.transform(config, @source)

    assert one.message =~ ~r/^the code before return, "IO.puts\(", cannot be read: 1:\d+: missing terminator: \)/
    assert other.message =~ ~r/^the code at line 3, "\)", cannot be read: 1:1: unexpected token: \)/
    assert {one.value, other.value} == {"IO.puts(", ")"}
    assert one.advice =~ "must be Elixir that is whole"
  end
end
