defmodule Spile.Probe.Unbound do
  @moduledoc false
  # Variables of code that nothing in it can have bound.
  #
  # Scopes are not looked at: a variable that is bound anywhere in the code may be meant, and the compiler knows better. What a
  # macro is given is nobody's to judge, since it may bind it; so code that imports something is not judged at all.

  # Macros of Kernel whose first argument is a pattern.
  @patterns [:match?, :destructure]
  # Those that do not evaluate what they are given as it stands, and definitions.
  @closed [
            :var!,
            :alias!,
            :binding,
            :use,
            :defmodule,
            :defprotocol,
            :defimpl,
            :def,
            :defp,
            :defmacro,
            :defmacrop,
            :quote
          ] ++
            [:defguard, :defguardp, :defdelegate, :defstruct, :defexception, :defoverridable, :@]
  @judges_nothing [:import, :use]
  @special [:_, :__MODULE__, :__DIR__, :__ENV__, :__CALLER__, :__STACKTRACE__, :..., :..]

  @doc "The names, in the order in which they come."
  def names(quoted, env) do
    {_, judged?} = Macro.prewalk(quoted, true, &{&1, &2 and not judges_nothing?(&1)})
    {used, bound} = if judged?, do: walk(quoted, {[], []}, env), else: {[], []}
    Enum.uniq(Enum.reverse(used)) -- bound
  end

  defp judges_nothing?({name, _, arguments}), do: name in @judges_nothing and is_list(arguments)
  defp judges_nothing?(_), do: false

  defp walk({name, _, context}, {used, bound} = found, _env) when is_atom(name) and is_atom(context),
    do: if(name in @special, do: found, else: {[name | used], bound})

  defp walk({operator, _, [left, right]}, found, env) when operator in [:=, :<-, :->],
    do: walk(right, pattern(left, found), env)

  # What is behind is a type.
  defp walk({:"::", _, [left, _]}, found, env), do: walk(left, found, env)

  defp walk({name, meta, [left | rest]} = call, found, env) when name in @patterns,
    do: if(opaque?(call, meta, env), do: pattern(call, found), else: walk(rest, pattern(left, found), env))

  defp walk({form, meta, arguments} = call, found, env) when is_list(arguments) do
    if opaque?(call, meta, env), do: pattern(call, found), else: walk(arguments, walk(form, found, env), env)
  end

  defp walk({left, right}, found, env), do: walk(right, walk(left, found, env), env)
  defp walk([head | tail], found, env), do: walk(tail, walk(head, found, env), env)
  defp walk(_, found, _env), do: found

  # All variables in it may be bound here. What is pinned in it is not judged.
  defp pattern(quoted, {used, bound}) do
    {_, names} =
      Macro.prewalk(quoted, bound, fn
        {name, _, context} = node, names when is_atom(name) and is_atom(context) -> {node, [name | names]}
        node, names -> {node, names}
      end)

    {used, names}
  end

  defp opaque?({name, _, arguments}, meta, env) when is_atom(name) do
    arity = length(arguments)

    cond do
      name in @closed -> true
      Macro.special_form?(name, arity) or name in [:fn, :%{}, :{}, :<<>>, :__block__, :for, :with] -> false
      modules = imported(name, arity, meta, env) -> Enum.any?(modules, &macro?(&1, name, arity))
      true -> local_macro?(env.module, {name, arity})
    end
  end

  defp opaque?({{:., _, [left, name]}, _, arguments}, _meta, env) when is_atom(name) do
    case left do
      {:__aliases__, _, _} -> left |> Macro.expand(env) |> macro?(name, length(arguments))
      module when is_atom(module) -> macro?(module, name, length(arguments))
      _ -> false
    end
  end

  defp opaque?(_call, _meta, _env), do: false

  # Quoted calls tell what they meant where they were quoted.
  defp imported(name, arity, meta, env) do
    with imports when is_list(imports) <- meta[:imports],
         {_, module} <- List.keyfind(imports, arity, 0) do
      [module]
    else
      _ ->
        case Macro.Env.lookup_import(env, {name, arity}) do
          [] -> nil
          imports -> Keyword.values(imports)
        end
    end
  end

  defp macro?(Kernel, _name, _arity), do: false
  defp macro?(module, _name, _arity) when not is_atom(module), do: true
  defp macro?(module, name, arity), do: Code.ensure_loaded?(module) and macro_exported?(module, name, arity)

  defp local_macro?(nil, _function), do: false

  defp local_macro?(module, function) do
    Module.open?(module) and
      (Module.defines?(module, function, :defmacro) or Module.defines?(module, function, :defmacrop))
  end
end
