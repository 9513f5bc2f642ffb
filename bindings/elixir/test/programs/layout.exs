# One-liners, operators, odd names, letters beyond ASCII, empty bodies, parentheses, tabs: none of it formatted.
defmodule Lay do def a(x), do: x; def b(x) do x end; defp c(x) when is_integer(x), do: (x; x); def d, do: c(1) end
defmodule Lay2 do
  def tabs(x),
	do: x
  def long(
        a,
        %{b: [b | _]} = c \\ %{b: [1]},
        <<d, _::binary>> = _e \\ "é"
      )
      when a > 0 and
             is_map(c),
      do: {a, b, c, d}
  def op(a), do: a
    |> Kernel.+(1)
    |> Kernel.*(2)
  def +a, do: {:plus, a}
  def a <~> b, do: {a, b}
  def unquote(:"odd name é")(x), do: x
  def é(ñ), do: ñ <> "ü"
  def empty do
  end
  def emptyp, do: nil
  def comment do
    # only
    :c # end
  end
  def str, do: "a #{"b #{fn -> "c" end.()}"} \
d"
  def kw(x), do: [do: x, else: fn -> x end]
  def mapf, do: %{fn: fn a, b when a > b -> a; _, b -> b end, cap: &max(&1, &2), a: &Enum.map(&1, fn x -> x + 1 end)}
  def nested, do: fn a -> fn b -> fn c -> {a, b, c} end end end
  def paren, do: (
    x = 1
    y = 2
    x + y
  )
  def semi do x = 1; y = 2; (x + y) end
  def lit, do: 1
  def neg, do: -1
  def atom, do: :"a b"
  def tup, do: {1, 2}
  def var(x), do: x
  def noparen, do: tabs 1
  def char, do: ?\n
  def range, do: Enum.to_list(1..10//3)
  def bang(x), do: !x
  def notin(x), do: x not in [1, 2] and not (x in [3])
  def pipe_fn(x), do: x |> (fn y -> y + 1 end).() |> (& &1 * 2).()
  def iff(x), do: if(x, do: :t) || :f
  def andd(x), do: x && x.a && x.a.b
  def wh(x), do: (case x do y when is_nil(y) when y == 1 -> :a; %{} = m when map_size(m) == 0 -> :empty; _ -> :b end)
  if true do
    def cond_def, do: :yes
  else
    def cond_def, do: :no
  end
  for {n, i} <- Enum.with_index([:x, :y]), do: def(unquote(n)(), do: unquote(i))
  fn_ = 3
  @attr fn_
  def attr, do: {@attr, unquote(fn_)}
end
import Kernel, except: [+: 1]
IO.inspect {Lay.a(1), Lay.b(2), Lay.d()}
IO.inspect {Lay2.tabs(1), Lay2.long(1), Lay2.long(1, %{b: [2]}, "z"), Lay2.op(1), Lay2.+(1), Lay2.<~>(1, 2), Lay2."odd name é"(1), Lay2.é("n")}
IO.inspect {Lay2.empty, Lay2.emptyp, Lay2.comment, Lay2.str, Lay2.kw(1)[:else].(), Lay2.mapf.fn.(1, 2), Lay2.mapf.cap.(1, 2), Lay2.mapf.a.([1])}
IO.inspect {Lay2.nested.(1).(2).(3), Lay2.paren, Lay2.semi, Lay2.lit, Lay2.neg, Lay2.atom, Lay2.tup, Lay2.var(1), Lay2.noparen, Lay2.char, Lay2.range}
IO.inspect {Lay2.bang(1), Lay2.notin(3), Lay2.pipe_fn(1), Lay2.iff(nil), Lay2.andd(%{a: %{b: 1}}), Lay2.wh(1), Lay2.wh(%{}), Lay2.cond_def, Lay2.x, Lay2.y, Lay2.attr}
