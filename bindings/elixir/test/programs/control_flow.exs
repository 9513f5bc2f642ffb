# Guards, `try`, `receive`, `for`, `with`, `case`, `cond`, bitstrings, captures, pins; the messages of clauses that do not match.
defmodule Ctl do
  defguard is_even(x) when is_integer(x) and rem(x, 2) == 0
  defguardp is_odd(x) when not is_even(x)
  def parity(x) when is_even(x), do: :even
  def parity(x) when is_odd(x) when is_float(x), do: :odd

  def thrown(x) do
    try do
      if x > 1, do: throw({:v, x})
      if x < 0, do: exit(:neg)
      x
    catch
      {:v, v} -> {:thrown, v}
      :exit, r -> {:exit, r}
    after
      send(self(), :done)
    end
  end

  def rec do
    f = fn f, acc ->
      receive do
        :done -> f.(f, [:d | acc])
        {:x, n} when n > 1 -> (fn -> f.(f, [n | acc]) end).()
      after
        0 -> acc
      end
    end

    f.(f, [])
  end

  def compr(bits) do
    a = for <<r::4, g::4 <- bits>>, r > 0, into: %{}, do: {r, g}

    b =
      for x <- 1..4, y = x * x, rem(y, 2) == 0, reduce: [] do
        [] -> [y]
        acc -> [y | acc]
      end

    c = for <<c <- "hello">>, uniq: true, into: "", do: <<c>>
    {a, b, c}
  end

  def w(x) do
    with {:ok, a} when a > 0 <- x,
         b = a + 1,
         {:ok, c} <- {:ok, b},
         do: {a, b, c},
         else:
           (
             {:ok, n} when is_integer(n) -> {:small, n}
             :error -> :err
             other -> {:other, other}
           )
  end

  def w2(x), do: with({:ok, a} <- x, do: a)
  def bits(<<n::8, rest::binary-size(n), t::bits>> = all), do: {n, rest, t, byte_size(all), <<n::16-little, 1::1>>}
  def sig, do: {~w(a b)a, ~r/a.b/i.source, ~s(a#{1 + 1}), ~S(#{x}), ~c"abc", ~D[2020-01-01]}
  def apply_rec(0, acc), do: acc
  def apply_rec(n, acc), do: apply(__MODULE__, :apply_rec, [n - 1, acc + 1])

  def cap,
    do:
      {Enum.map([1], &(&1 + 1)), Enum.map([1], &parity/1), Enum.map([3], &__MODULE__.parity(&1)), (&{&1, &2}).(1, 2),
       (&"#{&1}!").(1), (&[&1 | &2]).(1, [])}

  def c(x) do
    cond do
      x == 1 -> :one
      y = x[:a] -> y
      true -> raise "none"
    end
  rescue
    e in [RuntimeError, ArgumentError] -> {:r, Exception.message(e)}
    e -> {:other, e.__struct__}
  end

  def nested do
    defmodule Inner do
      def go(x), do: {__MODULE__, x}
    end

    Inner.go(1)
  end

  def multi(a, a), do: :same
  def multi(_, [h | _]) when h in [1, 2] or h == 3, do: :h
  def multi(%{__struct__: s}, _), do: s
  def multi("a" <> r, x), do: {r, x}
  def multi(_a, _b), do: :none
  def dbl(x), do: x |> then(fn y -> y * 2 end) |> Kernel.+(1) |> tap(&send(self(), &1))

  def pin(x) do
    m = %{x => 1}
    %{^x => v} = m

    f = fn
      ^x -> :same
      _ -> :other
    end

    {v, f.(x), f.(:q), match?({^x, _}, {x, 1})}
  end

  def if_assign(x) do
    y =
      if x,
        do:
          (
            z = 1
            z
          ),
        else: 2

    unless y == 1 do
      :no
    else
      {:yes, y && x, is_nil(nil) || 3, not x, x and true}
    end
  end
end

for x <- [2, 3, 1.5], do: IO.inspect(Ctl.parity(x))
for x <- [0, 2, -1], do: IO.inspect(Ctl.thrown(x))
send(self(), {:x, 5})
send(self(), {:x, 0})
IO.inspect(Ctl.rec())
IO.inspect(Ctl.compr(<<0x12, 0x34, 0x05>>))
for x <- [{:ok, 1}, {:ok, 0}, :error, nil], do: IO.inspect({Ctl.w(x), Ctl.w2(x)})
IO.inspect(Ctl.bits(<<2, 1, 2, 3::4>>))
IO.inspect(Ctl.sig())
IO.inspect(Ctl.apply_rec(1000, 0))
IO.inspect(Ctl.cap())
for x <- [1, %{a: 3}, %{}, [], 5], do: IO.inspect(Ctl.c(x))
IO.inspect(Ctl.nested())
IO.inspect([Ctl.multi(1, 1), Ctl.multi(1, [3]), Ctl.multi(1..2, 1), Ctl.multi("ab", 1), Ctl.multi(1, 2)])
IO.inspect(Ctl.dbl(4))
IO.inspect(Ctl.pin(3))
IO.inspect({Ctl.if_assign(true), Ctl.if_assign(false)})

try do
  Ctl.multi(1)
rescue
  e -> IO.puts(Exception.message(e))
end

try do
  Ctl.parity(:x)
rescue
  e ->
    IO.puts(Exception.message(e))
    IO.puts(Exception.format_stacktrace(__STACKTRACE__) |> String.split("\n") |> hd)
end
