defmodule Spile.Probe.Callee do
  @moduledoc false
  # What is known of a call once it is known not to be a macro's.

  # Modules whose functions take no functions, but for those of @calls_others, and so call nobody's code: a program's
  # loop never runs through them. With values asked for, they are awaited.
  @standard [
    String,
    Integer,
    Float,
    Atom,
    Tuple,
    Base,
    URI,
    Path,
    Bitwise,
    Date,
    Time,
    DateTime,
    NaiveDateTime,
    Version,
    IO.ANSI,
    :binary,
    :math,
    :unicode,
    :crypto
  ]
  @standard_functions %{
    Map =>
      ~w(new put get fetch fetch! has_key? delete drop take keys values merge pop to_list from_struct put_new replace
      replace! equal?)a,
    Keyword =>
      ~w(new put get fetch fetch! has_key? delete drop take keys values merge pop put_new keyword? get_values)a,
    List => ~w(first last flatten wrap delete delete_at insert_at to_tuple to_string to_atom duplicate zip replace_at
      to_integer to_charlist starts_with?)a,
    MapSet => ~w(put delete member? size to_list union difference intersection subset? equal? disjoint?)a
  }
  @calls_others [
    {String, :split},
    {String, :replace},
    {String, :to_existing_atom},
    {Tuple, :to_list},
    {Path, :wildcard}
  ]

  # They do not return, or not to here.
  @leaves [
    error: 1,
    error: 2,
    error: 3,
    exit: 1,
    throw: 1,
    raise: 3,
    nif_error: 1,
    nif_error: 2,
    halt: 0,
    halt: 1,
    halt: 2
  ]
  # Everything else in `:erlang` calls nobody's code.
  @erlang_calls [apply: 2, apply: 3, hibernate: 3]

  @doc """
  What becomes of a call at the end of a function: `:leaves` for one that never returns, `:value` for what is no call to
  the machine, `:standard` for a function that calls nobody's code, `:call` for any other.
  """
  def kind(call, env) do
    case mfa(call, env) do
      {:erlang, name, arity} -> erlang(name, arity)
      {Kernel, name, _} when name in [:elem, :put_elem] -> :value
      {module, name, _} when is_atom(module) -> if standard?(module, name), do: :standard, else: :call
      :field -> :value
      _ -> :call
    end
  end

  @doc "Whether a call, or one of the macros that become one, never returns."
  def leaves?({_, meta, arguments} = call, env) when is_list(meta) and is_list(arguments) do
    case mfa(call, env) do
      {Kernel, name, _} when name in [:raise, :reraise] -> true
      {:erlang, erlang_name, arity} -> erlang(erlang_name, arity) == :leaves
      _ -> false
    end
  end

  def leaves?(_expression, _env), do: false

  @doc "Whether every way through a body ends in such a call, as far as can be told without expanding anything."
  def never_returns?({:__block__, _, [_ | _] = expressions}, env), do: never_returns?(List.last(expressions), env)
  def never_returns?({:case, _, [_, [do: [_ | _] = clauses]]}, env), do: Enum.all?(clauses, &clause_leaves?(&1, env))
  def never_returns?({:cond, _, [[do: [_ | _] = clauses]]}, env), do: Enum.all?(clauses, &clause_leaves?(&1, env))
  def never_returns?(expression, env), do: leaves?(expression, env)

  defp clause_leaves?({:->, _, [_, body]}, env), do: never_returns?(body, env)
  defp clause_leaves?(_, _env), do: false

  @doc "`{module, name, arity}` of what is called, or nil."
  def name(call, env) do
    case mfa(call, env) do
      {:erlang, name, _} when name == :apply -> applied(call, env)
      {module, _, _} = mfa when is_atom(module) -> mfa
      _ -> nil
    end
  end

  defp erlang(name, arity) do
    cond do
      {name, arity} in @leaves -> :leaves
      {name, arity} in @erlang_calls -> :call
      true -> :value
    end
  end

  defp standard?(module, name) do
    (module in @standard and {module, name} not in @calls_others) or name in Map.get(@standard_functions, module, [])
  end

  # `apply(m, f, [a, b])`
  defp applied({_, _, [module, function, arguments]}, env) when is_atom(function) and is_list(arguments) do
    with module when module != nil <- module(module, env), do: {module, function, length(arguments)}
  end

  defp applied(_, _env), do: nil

  defp mfa({:super, _, arguments}, env), do: {env.module, :super, length(arguments)}

  defp mfa({name, _, arguments}, env) when is_atom(name) do
    arity = length(arguments)

    case Macro.Env.lookup_import(env, {name, arity}) do
      [{_, module} | _] -> inlined(module, name, arity)
      [] -> {env.module, name, arity}
    end
  end

  defp mfa({{:., _, [left, name]}, meta, arguments}, env) when is_atom(name) do
    case module(left, env) do
      nil -> if meta[:no_parens] && arguments == [], do: :field, else: nil
      module -> inlined(module, name, length(arguments))
    end
  end

  defp mfa(_, _env), do: nil

  defp module(module, _env) when is_atom(module), do: module

  defp module({:__aliases__, _, _} = alias, env),
    do: with(module when is_atom(module) <- Macro.expand(alias, env), do: module)

  defp module({:__MODULE__, _, context}, env) when is_atom(context), do: env.module
  defp module(_, _env), do: nil

  defp inlined(module, name, arity) do
    case :elixir_rewrite.inline(module, name, arity) do
      {module, name} -> {module, name, arity}
      false -> {module, name, arity}
    end
  end
end
