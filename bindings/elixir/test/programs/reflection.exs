# Hooks at definitions and before compilation, docs, attributes, functions about themselves, definitions made by loops and evaluated.
defmodule Refl.Hook do
  def __on_definition__(_env, kind, name, args, _guards, body) do
    IO.puts("#{kind} #{name}/#{length(args)} #{if body == nil, do: "head", else: "body"}")
  end

  defmacro __before_compile__(env) do
    for {f, a} = d <- Module.definitions_in(env.module, :def) |> Enum.sort() do
      {:v1, kind, meta, clauses} = Module.get_definition(env.module, d)

      IO.inspect(
        {f, a, kind, meta[:line], for({m, args, guards, _} <- clauses, do: {m[:line], length(args), length(guards)})}
      )
    end

    nil
  end

  def __after_verify__(m), do: IO.inspect({:verified, m})
end

defmodule Refl do
  @on_definition Refl.Hook
  @before_compile Refl.Hook
  if Version.match?(System.version(), ">= 1.14.0"), do: @after_verify(Refl.Hook)
  @doc "d"
  @spec f(integer) :: integer
  def f(x \\ 1)
  def f(0), do: 0
  def f(n) when n > 0, do: n + f(n - 1)
  defp p(x), do: &(&1 + x)
  def info, do: :erlang.fun_info(p(1)) |> Keyword.take([:arity, :module, :type])
  def info2, do: :erlang.fun_info(&f/1) |> Keyword.take([:arity, :module, :type, :name])
  def names, do: __MODULE__.__info__(:functions)
  def attrs, do: __MODULE__.__info__(:attributes) |> Keyword.keys() |> Enum.sort()
  @compile {:inline, one: 0}
  def one, do: 1

  for {n, v} <- [a: 1, b: 2] do
    def unquote(n)(), do: unquote(v)
    def unquote(:"#{n}?")(x) when x == unquote(v), do: fn -> {unquote(v), x} end
  end

  Module.eval_quoted(__MODULE__, quote(do: def(evaled, do: 3)))
  def size, do: Process.info(self(), :message_queue_len)
  defdelegate rev(x), to: Enum, as: :reverse
  defstruct [:a]
  defexception_ = 1
  _ = defexception_

  def trace(x) do
    Enum.map([x], fn y -> hd(y) end)
  end
end

IO.inspect(Refl.f(3))
IO.inspect(Refl.f())
IO.inspect(Refl.info())
IO.inspect(Refl.info2())
IO.inspect(Refl.names())
IO.inspect(Refl.attrs())
IO.inspect({Refl.a(), Refl.b(), Refl.a?(1).(), Refl.evaled(), Refl.rev([1, 2]), Refl.one()})

try do
  Refl.trace(:x)
rescue
  e ->
    IO.puts(Exception.message(e))
    IO.inspect(hd(for {Refl, f, _, l} <- __STACKTRACE__, do: {f, l[:line]}))
end

IO.inspect(Code.fetch_docs(Refl))
