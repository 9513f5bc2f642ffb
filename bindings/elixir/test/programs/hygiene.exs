# Variables of macros and of callers, `use` with hooks, `defoverridable`, the environment, the stack that is rescued.
defmodule Hyg.M do
  defmacro swap(a, b) do
    quote do
      tmp = unquote(a)
      unquote(a) = unquote(b)
      unquote(b) = tmp
      {unquote(a), unquote(b)}
    end
  end

  defmacro leak(v), do: quote(do: var!(leaked) = unquote(v))

  defmacro caller(),
    do:
      Macro.escape(
        {__CALLER__.module, __CALLER__.function, __CALLER__.line, own(Map.keys(__CALLER__.versioned_vars))}
      )

  defmacro vars(), do: Macro.escape(own(Macro.Env.vars(__CALLER__)))
  # A macro sees hidden variables of others, which have a context.
  def own(vars), do: Enum.sort(for {name, nil} <- vars, do: name)

  defmacro __using__(opts) do
    quote do
      import Hyg.M
      @opts unquote(opts)
      @before_compile Hyg.M
      @after_compile Hyg.M
      @on_definition Hyg.M
      def from_using(x), do: {x, @opts, binding()}
      def over(x), do: {:default, x}
      defoverridable over: 1
    end
  end

  defmacro __before_compile__(env) do
    n = Module.definitions_in(env.module) |> Enum.sort()

    quote do
      def definitions, do: unquote(Macro.escape(n))
      def before_compiled(x), do: Enum.map(x, fn y -> y + 1 end)
    end
  end

  def __after_compile__(env, bytes), do: IO.inspect({:after, env.module, is_binary(bytes)})

  def __on_definition__(env, kind, name, args, guards, _body),
    do: IO.inspect({:on_def, env.line, kind, name, length(args), length(guards)})
end

defmodule Hyg do
  use Hyg.M, a: 1

  def f(x, tmp) do
    y = {x, tmp}
    r = swap(x, tmp)
    leak(7)
    {r, y, x, tmp, leaked, binding() |> Enum.sort()}
  end

  def g(a, b \\ 2, %{c: c} = d) when is_integer(a) do
    _ = c
    {caller(), vars(), binding() |> Enum.sort(), d}
  end

  def over(x), do: {:mine, super(x), (fn -> super(x) end).()}

  def env do
    e = __ENV__

    {e.module, e.function, e.line, Hyg.M.own(Macro.Env.vars(e)), Path.basename(e.file),
     __DIR__ == Path.dirname(e.file)}
  end

  def stack(x) do
    raise ArgumentError, "a#{x}"
  rescue
    e in ArgumentError ->
      [{m, f, a, l} | _] = __STACKTRACE__
      {e.message, m, f, a, l[:line]}
  catch
    :throw, v -> v
  else
    v -> v
  after
    IO.puts("after")
  end
end

IO.inspect(Hyg.f(1, 2))
IO.inspect(Hyg.g(1, %{c: 3}))
IO.inspect(Hyg.over(1))
IO.inspect(Hyg.env())
IO.inspect(Hyg.stack(1))
IO.inspect(Hyg.from_using(1))
IO.inspect(Hyg.definitions())
IO.inspect(Hyg.before_compiled([1, 2]))
