defmodule Spile.Probe.Definitions do
  @moduledoc false
  # Definitions, and functions in `Spile.Probe.Given`, in what a macro is given at module level:
  # `definst Functor, for: List do def map(list, f) ... end`.
  #
  # Only the macro knows what becomes of them. So the call is expanded as the compiler would expand it, step by step and each in its own
  # environment, and a marked definition that turns up as one of `Kernel` gets its probe. One that does not (its macro keeps it as
  # data, or makes it in another module) stays what it was.

  alias Spile.Probe.{Arguments, Expansion, Given, Kept, Mark}

  @definers [:def, :defp]
  @modules [:defmodule, :defimpl]
  @blocks [:for, :case, :cond, :with, :try, :receive]

  @doc "The call with its definitions and functions marked."
  def expand(marks, [do: call], env) do
    call = call |> Mark.put(Given.marks(marks, env)) |> step()

    if env.module != nil and Enum.any?(marks, &match?({_, {:function, _}}, &1)),
      do: {:__block__, [], [Kept.until_end(env), call]},
      else: call
  end

  @doc "An expression, which is walked when it is expanded, in its own environment. Not generated, as steps in bodies are not."
  def step(expression) do
    if Mark.any?(expression) do
      meta = with({_, meta, _} when is_list(meta) <- expression, do: Keyword.take(meta, [:line]), else: (_ -> []))
      {{:., meta, [Spile.Probe, :at]}, meta, [:definitions, nil, expression]}
    else
      expression
    end
  end

  def walk({:__block__, meta, expressions}, _env), do: {:__block__, meta, Enum.map(expressions, &step/1)}

  # Its elements are evaluated in their order, each with the imports of those before it.
  def walk([_ | _] = list, _env),
    do: if(Enum.any?(list, &match?({:|, _, _}, &1)), do: list, else: Enum.map(list, &step/1))

  def walk({name, meta, [_ | _] = arguments}, _env) when name in @blocks,
    do: {name, meta, List.update_at(arguments, -1, &sections/1)}

  def walk(expression, env) do
    case Mark.take(expression) do
      {[definition: options], call} ->
        definition(call, options, env)

      {[lifted: function], call} ->
        if kernels?(call, @definers, env), do: Given.lifted(call, function), else: call(call, env)

      {_, call} ->
        if kernels?(call, @definers, env), do: Given.definition(call), else: call(call, env)
    end
  end

  defp definition({_, _, [head, [{:do, _} | _] = sections]} = call, options, env) do
    if kernels?(call, @definers, env),
      do: put_elem(call, 2, woven(head, sections, options)),
      else: passed_on(call, options, env)
  end

  defp definition(call, _options, _env), do: call

  # A macro of the module's own, called `def`: the one definition that it makes is meant.
  defp passed_on(call, options, env) do
    with {:expanded, expanded} <- Expansion.once(call, env) do
      case Macro.prewalk(expanded, 0, &{&1, &2 + if(definer?(&1), do: 1, else: 0)}) do
        {_, 1} ->
          expanded |> Macro.prewalk(&if(definer?(&1), do: Mark.add(&1, definition: options), else: &1)) |> step()

        _ ->
          expanded
      end
    else
      _ -> call
    end
  end

  defp definer?({name, _, [_, _]}) when name in @definers, do: true
  defp definer?({{:., _, [_, name]}, _, [_, _]}) when name in @definers, do: true
  defp definer?(_), do: false

  defp woven(head, sections, options) do
    {head, options} =
      case options[:args] do
        :head ->
          {head, captured} = Arguments.capture(head, options[:number])
          {head, Keyword.put(options, :args, captured)}

        nil ->
          {head, options}
      end

    required = {:require, [], [Spile.Probe]}
    [head, [do: {:__block__, [], [required, {{:., [], [Spile.Probe, :body]}, [], [options, sections]}]}]]
  end

  defp call({_, meta, [_ | _] = arguments} = call, env) when is_list(meta) do
    if kernels?(call, @modules, env) do
      put_elem(call, 2, List.update_at(arguments, -1, &sections/1))
    else
      case Expansion.once(call, env) do
        {:expanded, expanded} -> call |> Given.find_lifted(expanded) |> step()
        _ -> call
      end
    end
  end

  defp call(call, _env), do: call

  defp sections([{_, _} | _] = sections) do
    for section <- sections, do: with({name, body} <- section, do: {name, clauses(body)})
  end

  defp sections(other), do: other

  defp clauses([{:->, _, _} | _] = clauses) do
    for clause <- clauses, do: with({:->, meta, [left, body]} <- clause, do: {:->, meta, [left, step(body)]})
  end

  defp clauses(body), do: step(body)

  defp kernels?({{:., _, [module, name]}, _, _}, names, env),
    do: name in names and Macro.expand(module, env) == Kernel

  defp kernels?({name, meta, arguments}, names, env) when is_atom(name),
    do: name in names and Expansion.macros_module(name, length(arguments), meta, env) == Kernel

  defp kernels?(_, _names, _env), do: false
end
