defmodule Spile.Probe.Kept do
  @moduledoc false
  # Anonymous functions that a macro keeps as data until the module ends, as Absinthe does: `object :user do field :name, resolve: fn
  # ... end end` is put into an attribute, and the module's `@before_compile` callback makes definitions of it.
  #
  # So callbacks are called from here, in their order: each has an entry of ours in place of its own. What a callback returns is
  # walked as the expansion of any other call is.

  alias Spile.Probe.{Definitions, Expansion, Mark}

  @attribute :before_compile
  @entry {Spile.Probe, :before_compile}

  @doc "The call that, when the module's body is evaluated, takes the place of the callbacks that the module has by then."
  def until_end(env), do: quote(generated: true, do: unquote(__MODULE__).take(unquote(env.module)))

  @doc false
  def take(module) do
    entries = module |> Module.get_attribute(@attribute) |> Enum.reverse()
    ours = Enum.count(entries, &(&1 == @entry))

    if ours < length(entries) do
      # A module that was not finished, and is compiled again, has callbacks of its own.
      kept = if ours == 0, do: [], else: Process.get(key(module), [])
      Process.put(key(module), named(entries, kept))
      Module.delete_attribute(module, @attribute)
      for _ <- entries, do: Module.put_attribute(module, @attribute, @entry)
    end

    :ok
  end

  defp named([@entry | entries], [callback | kept]), do: [callback | named(entries, kept)]
  defp named([callback | entries], kept), do: [callback | named(entries, kept)]
  defp named([], _kept), do: []

  @doc "The next callback of the module that ends."
  def call(argument, env) do
    [{module, name} | callbacks] = Process.get(key(env.module))
    if callbacks == [], do: Process.delete(key(env.module)), else: Process.put(key(env.module), callbacks)
    call = {{:., [], [module, name]}, [required: true, line: env.line], [argument]}

    case Expansion.once(call, env) do
      {:expanded, expanded} ->
        if Mark.any?(expanded),
          do: {:__block__, [], [{:require, [], [Spile.Probe]}, Definitions.step(expanded)]},
          else: expanded

      # As Elixir does it.
      _ ->
        apply(module, name, [argument])
        nil
    end
  end

  defp key(module), do: {__MODULE__, module}
end
