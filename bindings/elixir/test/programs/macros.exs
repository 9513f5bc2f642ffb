# Macros that take code as data, keep it, print it, or define functions of it; evaluated code; `dbg`.
defmodule Mac do
  defmacro defkv(kv) do
    quote bind_quoted: [kv: kv] do
      Enum.each(kv, fn {k, v} ->
        def get(unquote(k)), do: unquote(v)

        def unquote(:"get_#{k}")() do
          f = fn x -> {unquote(v), x} end
          f.(1)
        end
      end)
    end
  end

  defmacro kept(do: block) do
    quote location: :keep do
      def kept_code,
        do: unquote(Macro.escape(Macro.prewalk(block, &Macro.update_meta(&1, fn m -> Keyword.delete(m, :spile) end))))

      def kept_run(var!(x)) do
        unquote(block)
      end
    end
  end

  defmacro assert_all(list, do: {:__block__, _, es}) do
    strings = Enum.map(es, &Macro.to_string/1)
    quote do: unquote(list) ++ Enum.zip(unquote(strings), unquote(es))
  end

  defmacro pipe_len(p), do: length(Macro.unpipe(p))
  defmacro ctx, do: __CALLER__.context
  defmacro num(x) when is_integer(x), do: x + 1
  defmacro num(x), do: quote(do: {:dyn, unquote(x)})

  defmacro gen(name, args, body) do
    quote do
      def unquote(name)(unquote_splicing(args)) do
        unquote(body)
      end
    end
  end

  defmacro shape({:fn, _, cs}), do: {:fn_clauses, length(cs)}
  defmacro shape({:&, _, [b]}), do: {:capture, Macro.to_string(b)}
  defmacro shape(o), do: Macro.to_string(o)
end

defmodule UseMac do
  import Mac
  defkv(a: 1, b: "x")

  kept do
    y = x + 1
    z = fn q -> q * y end
    z.(2)
  end

  gen(:made, [a, b], if(a, do: b, else: [a | b]))

  def all(x) do
    assert_all [] do
      x + 1
      Enum.map([x], fn y -> y end)
      x |> to_string() |> String.length()
    end
  end

  def len(x), do: {pipe_len(x |> a() |> b()), num(1), num(x), x}
  def pat(num(1)), do: :two
  def pat(x) when x == num(4), do: {:five, ctx()}
  def pat(_), do: :other

  def shapes(x),
    do:
      {shape(fn
         a -> a
         b -> b
       end), shape(&(&1 + x)), shape(&foo/1), shape(x)}

  def evald(x) do
    {r, b} = Code.eval_string("y = x * 2; fn -> y end.()", [x: x], __ENV__)
    {q, _} = Code.eval_quoted(quote(do: var!(x) + 1), x: x)
    {r, Keyword.take(b, [:x, :y]) |> Enum.sort(), q}
  end

  def dbg_(x), do: x |> Kernel.+(1) |> then(&(&1 * 2)) |> dbg()

  def q(x),
    do:
      Macro.to_string(
        quote do
          fn unquote(x) -> (unquote_splicing([1, 2])) end
        end
      )

  def m(x), do: match?(%{a: [_ | _]} when is_map(x), x)

  def d(m),
    do:
      (
        destructure([a, b], m)
        {a, b}
      )

  def g(x), do: get_in(x, [:a, Access.all(), :b]) |> Enum.sum()
  def a_(_x), do: :a
end

IO.inspect({UseMac.get(:a), UseMac.get(:b), UseMac.get_a(), UseMac.get_b()})
IO.puts(Macro.to_string(UseMac.kept_code()))
IO.inspect(UseMac.kept_run(3))
IO.inspect({UseMac.made(true, 1), UseMac.made(nil, [2])})
IO.inspect(UseMac.all(5))
IO.inspect(UseMac.len(1))
IO.inspect(for x <- [2, 5, 6], do: UseMac.pat(x))
IO.inspect(UseMac.shapes(1))
IO.inspect(UseMac.evald(4))
IO.inspect(UseMac.q({:x, [], nil}))
IO.inspect(UseMac.dbg_(3))
IO.inspect({UseMac.m(%{a: [1]}), UseMac.m(1), UseMac.d([1]), UseMac.g(%{a: [%{b: 1}, %{b: 2}]})})
