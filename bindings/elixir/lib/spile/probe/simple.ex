defmodule Spile.Probe.Simple do
  @moduledoc false
  # Expressions whose evaluation does nothing and cannot fail: it makes no difference what happens before them and what behind.

  alias Spile.Probe.Mark

  @doc "Literals that are no containers."
  def literal?(term), do: is_atom(term) or is_number(term) or is_binary(term)

  @doc """
  Whether an expression only reads variables and builds terms; not when something is to happen at it, unless that is when a
  function is called that is made there.
  """
  def value?({_, meta, _} = node, env) when is_list(meta), do: Mark.functions_only?(node) and built?(node, env)
  def value?(node, env), do: built?(node, env)

  defp built?({:__block__, _, [expression]}, env), do: value?(expression, env)
  defp built?({:__aliases__, _, names}, _env), do: Enum.all?(names, &is_atom/1)
  defp built?({:{}, _, elements}, env), do: value?(elements, env)
  defp built?({:%{}, _, [{:|, _, [_, _]}]}, _env), do: false
  defp built?({:%{}, _, pairs}, env), do: value?(pairs, env)
  defp built?({:%, _, [name, {:%{}, _, _} = map]}, env), do: value?(name, env) and value?(map, env)
  # Functions are made and not called here.
  defp built?({:fn, _, _}, _env), do: true
  defp built?({:&, _, [{:/, _, [{{:., _, [module, _]}, _, _}, _]}]}, env), do: module?(module, env)
  defp built?({:&, _, [_]}, _env), do: true
  defp built?({:-, _, [number]}, env) when is_number(number), do: kernels?({:-, 1}, env)

  defp built?({name, meta, context} = node, env) when is_atom(name) and is_atom(context) do
    case name do
      :__MODULE__ -> true
      _ -> variable?(node, meta, env)
    end
  end

  defp built?({left, right}, env), do: value?(left, env) and value?(right, env)
  defp built?([{:|, _, [head, tail]}], env), do: value?(head, env) and value?(tail, env)
  defp built?([head | tail], env), do: value?(head, env) and value?(tail, env)
  defp built?([], _env), do: true
  defp built?(term, _env), do: literal?(term)

  # What raises, and how it is imported.
  @never [raise: 1, raise: 2, reraise: 2, reraise: 3, throw: 1, exit: 1]

  @doc "Whether an expression never has a value."
  def never?({name, _, arguments}, env) when is_atom(name) and is_list(arguments) do
    function = {name, length(arguments)}

    function in @never and
      match?([{_, Kernel} | _], Macro.Env.lookup_import(env, function))
  end

  def never?(_, _env), do: false

  # A variable may hold what is no module's name.
  defp module?({:__aliases__, _, _} = alias, env), do: value?(alias, env)
  defp module?({:__MODULE__, _, _}, _env), do: true
  defp module?(module, _env), do: is_atom(module)

  @doc "Whether finding out what is called does nothing."
  def callee?(name, _env) when is_atom(name), do: true
  def callee?({:., _, [left | _]}, env), do: value?(left, env)
  def callee?(_, _env), do: false

  # Macros' own variables are told apart by a number.
  defp variable?({name, _, context}, meta, env),
    do: Macro.Env.has_var?(env, {name, Keyword.get(meta, :counter, context)})

  defp kernels?(function, env),
    do: match?([{:function, Kernel} | _], Macro.Env.lookup_import(env, function))
end
