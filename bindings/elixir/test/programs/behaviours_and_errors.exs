# Behaviours with defaults, `super`, exceptions of its own, `rescue`, `reraise`, `catch`, `after`, `blame`.
defmodule Beh do
  @callback run(term) :: term
  @callback opt(term) :: term
  @optional_callbacks opt: 1
  defmacro __using__(_) do
    quote do
      @behaviour Beh
      @impl Beh
      def run(x), do: {:default, x}
      def chain(x), do: [x]
      defoverridable Beh
      defoverridable chain: 1
      def chain(x), do: [:one | super(x)]
      defoverridable chain: 1
    end
  end
end

defmodule Impl do
  use Beh
  @impl Beh
  def run(x) when is_atom(x), do: {:mine, super(x)}
  def run(x), do: super({x, super(x)})

  def chain(x) do
    f = &super/1
    [:two | f.(x)]
  end

  defmacrop private(x), do: quote(do: {unquote(x), __MODULE__})
  def p(x), do: private(x)
end

defmodule MyErr do
  defexception [:code, message: "none"]
  @impl true
  def exception(c) when is_integer(c), do: %__MODULE__{code: c, message: "code #{c}"}
  def exception(o), do: super(o)
  @impl true
  def message(%{code: nil, message: m}), do: m <> "!"
  def message(%{message: m}), do: m
end

defmodule Err do
  def r(x) do
    raise MyErr, x
  rescue
    e in [MyErr] -> {Exception.message(e), e.code}
  end

  def n do
    try do
      try do
        raise "in"
      rescue
        e in RuntimeError -> reraise "again " <> e.message, __STACKTRACE__
      after
        IO.puts("inner")
      end
    rescue
      e -> Exception.message(e)
    else
      _ -> :never
    after
      IO.puts("outer")
    end
  end

  def blame(f) do
    f.()
  rescue
    e ->
      {b, _} = Exception.blame(:error, e, __STACKTRACE__)
      Exception.message(b)
  end

  def only(1, [_ | _]), do: 1

  def ret_after(x) do
    x
  after
    IO.puts("after #{x}")
  end

  def catcher(f) do
    f.()
  catch
    k, v -> {k, v}
  end

  def erl(x), do: :erlang.apply(:lists, :map, [fn y -> y + x end, [1, 2]])
  def ar, do: 1 / zero()
  defp zero, do: 0
end

IO.inspect({Impl.run(:a), Impl.run(1), Impl.chain(0), Impl.p(1)})
IO.inspect({Err.r(5), Err.r(code: nil, message: "m")})
IO.inspect(Err.n())
IO.puts(Err.blame(fn -> Err.only(2, []) end))
IO.inspect(Err.ret_after(3))

IO.inspect(
  for f <- [fn -> throw(1) end, fn -> exit(:a) end, fn -> :erlang.error(:b) end, fn -> Err.ar() end],
      do: Err.catcher(f)
)

IO.inspect(Err.erl(1))
IO.inspect(Beh.behaviour_info(:callbacks) |> Enum.sort())
IO.inspect(Impl.__info__(:attributes)[:behaviour])

try do
  Err.ar()
rescue
  e -> IO.puts(Exception.format(:error, e, Enum.take(__STACKTRACE__, 1)))
end
