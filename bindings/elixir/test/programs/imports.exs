# Kernel's functions replaced, aliases, imports within functions, names that the probes use, quoted code, heredocs.
defmodule Imp.A do
  def size(x), do: {:a, x}

  defmacro twice(x),
    do:
      quote(
        do:
          (
            unquote(x)
            unquote(x)
          )
      )

  defmacro unless_(c, do: b), do: quote(do: if(unquote(c), do: nil, else: unquote(b)))
end

defmodule Imp do
  import Kernel, except: [length: 1, +: 2, if: 2]
  import Imp.A
  alias __MODULE__.Deep.Er
  alias Imp.A, as: Enum

  defmodule Deep.Er do
    def go, do: __MODULE__
  end

  defmacrop if(c, do: a, else: b),
    do:
      quote(
        do:
          case unquote(c) do
            x when x in [nil, false] -> unquote(b)
            _ -> unquote(a)
          end
      )

  def a + b, do: [a, b]
  def length(x), do: {:own, x}

  def t(x) do
    import String, only: [upcase: 1]
    alias String, as: S
    require Logger
    r = if x, do: upcase("a") + S.downcase("B"), else: size(x) + length(x)
    twice(send(self(), r))
    {r, Er.go(), Enum.size(1), [1] ++ [2]}
  end

  def body(value), do: body_(value, value)
  def leave(token), do: token
  defp body_(token, value), do: {token, value, enter(1), at(2)}
  def enter(x), do: x
  def at(x), do: x
  def quoted(x), do: quote(do: fn y -> unquote(x) + y end)
  def kw(a, opts \\ [do: 1]), do: {a, opts}
  def call, do: kw(1, do: 2)

  def call2 do
    kw 1 do
      3
    end
  end

  def unl(x),
    do:
      (unless_ x do
         :b
       end)

  def heredoc(x) do
    """
    a #{inspect((fn y -> y end).(x))}
      b
    """
  end
end

IO.inspect(Imp.t(true))
IO.inspect(Imp.t(nil))
IO.inspect(Imp.body(1))
IO.inspect(Imp.leave(2))
IO.inspect(Macro.to_string(Imp.quoted(1)))
IO.inspect(Imp.quoted(1))
IO.inspect({Imp.call(), Imp.call2(), Imp.unl(nil), Imp.unl(1)})
IO.inspect(Imp.heredoc(1))

flush = fn f, n ->
  receive do
    _ -> f.(f, n + 1)
  after
    0 -> n
  end
end

IO.inspect(flush.(flush, 0))
