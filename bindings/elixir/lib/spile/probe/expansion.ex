defmodule Spile.Probe.Expansion do
  @moduledoc false
  # One expansion of a call.

  @doc """
  `{:expanded, tree}`, or `:function` for what is no macro's. What has no line gets that of the call, as Elixir does it.
  """
  def once({name, meta, arguments} = call, env) when is_atom(name) do
    # `Macro.expand_once/2` takes the macros of a module that is loaded for those of the one that is being compiled, which
    # they are not when it is compiled anew.
    if env.module != nil and function_exported?(env.module, :__info__, 1) do
      anew(name, meta, arguments, env)
    else
      expand(call, env)
    end
  end

  def once(call, env), do: expand(call, env)

  defp anew(name, meta, arguments, env) do
    arity = length(arguments)

    cond do
      own_macro?({name, arity}, env.module) -> expand({name, meta, arguments}, env)
      module = macros_module(name, arity, meta, env) -> imported(module, name, meta, arguments, env)
      true -> :function
    end
  end

  # What the module that is being compiled defines goes before what the one that is loaded has.
  defp own_macro?(function, module),
    do: Module.open?(module) and Enum.any?([:defmacro, :defmacrop], &Module.defines?(module, function, &1))

  # Elixir would take the import for one that nothing uses. What was quoted uses none here.
  defp imported(module, name, meta, arguments, env) do
    if not Keyword.has_key?(meta, :imports) do
      for tracer <- env.tracers, do: tracer.trace({:imported_macro, meta, module, name, length(arguments)}, env)
    end

    expand({{:., meta, [module, name]}, meta, arguments}, env)
  end

  @doc "The module whose macro an unqualified call means, nil for what is no imported macro's."
  # Quoted calls tell what they meant where they were quoted.
  def macros_module(name, arity, meta, env) do
    quoted = with [_ | _] = imports <- meta[:imports], {_, module} <- List.keyfind(imports, arity, 0), do: module

    case Macro.Env.lookup_import(env, {name, arity}) do
      _ when is_atom(quoted) and quoted != nil -> if macro?(quoted, name, arity), do: quoted
      imports -> List.keyfind(imports, :macro, 0, {nil, nil}) |> elem(1)
    end
  end

  defp macro?(module, name, arity), do: Code.ensure_loaded?(module) and macro_exported?(module, name, arity)

  defp expand({_, meta, _} = call, env) do
    case Macro.expand_once(call, env) do
      ^call -> :function
      expanded -> {:expanded, with_line(expanded, meta[:line])}
    end
  end

  # `Macro.expand_once/2` leaves that out.
  defp with_line(tree, line) when line in [nil, 0], do: tree

  defp with_line(tree, line) do
    Macro.prewalk(tree, fn
      {form, meta, arguments} when is_list(meta) -> {form, Keyword.put_new(meta, :line, line), arguments}
      other -> other
    end)
  end
end
