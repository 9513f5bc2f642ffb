defmodule Spile.Probe.Given do
  @moduledoc false
  # Anonymous functions in what a macro is given at module level, where the expansion of the call (`Spile.Probe.Definitions`) comes
  # upon a definition of `Kernel` that tells what the macro has made of them:
  #
  #     deftransform f(x), do: map(x, fn ...)     ->   def f(x), do: map(x, fn ...)                     the function as it was
  #     change fn changeset, _ -> changeset end   ->   def change_0(changeset, _) do changeset end     its clauses, taken apart
  #
  # Nothing is told of a function in a definition that has imports of its own around it, or where `Kernel` is not imported as it is
  # where the macro was called: code is in another language there (`defn`), which may not know of calls of the runtime.

  alias Spile.Probe.{Body, Mark, Walk}

  @definers [:def, :defp]
  @imports [:import, :use]

  @doc "The marks of the text, in which functions know what is imported where the macro is called."
  def marks(marks, env) do
    kernel = kernel(env)

    for mark <- marks do
      with {place, {:function, function}} <- mark, do: {place, {:function, [kernel: kernel] ++ function}}
    end
  end

  @doc """
  The expansion of a call, in which definitions are marked that are a clause of one function that the call is given: arguments, guards
  and body are the same on the same lines. The macro's own code has not the line of its call and variables of the user.
  """
  def find_lifted(call, expanded) do
    case lifted(call) do
      lifted when lifted == %{} -> expanded
      lifted -> Macro.prewalk(expanded, &mark_lifted(&1, lifted))
    end
  end

  # What is found twice, or is a definition already, is not told apart.
  defp lifted(call) do
    {_, found} = Macro.prewalk(call, [], &clauses/2)

    for {shape, [function]} <- Enum.group_by(found, &elem(&1, 0), &elem(&1, 1)), function != nil, into: %{} do
      {shape, function}
    end
  end

  defp clauses({:fn, _, clauses} = node, found) do
    case Mark.take(node) do
      {[function: function], _} ->
        {nil, for({:->, _, [left, body]} <- clauses, shape = shape(left, body), do: {shape, function}) ++ found}

      _ ->
        {node, found}
    end
  end

  defp clauses(node, found) do
    case shape(node) do
      nil -> {node, found}
      shape -> {node, [{shape, nil} | found]}
    end
  end

  defp mark_lifted(node, lifted) do
    case lifted[shape(node)] do
      nil -> node
      function -> Mark.add(node, lifted: function)
    end
  end

  # `def f(a) when g, do: b`
  defp shape({name, _, [head, [do: body]]}) when name in @definers, do: definition_shape(head, body)
  defp shape({{:., _, [_, name]}, _, [head, [do: body]]}) when name in @definers, do: definition_shape(head, body)
  defp shape(_), do: nil

  defp definition_shape({:when, meta, [{_, _, arguments}, guard]}, body) when is_list(arguments),
    do: shape([{:when, meta, arguments ++ [guard]}], body)

  defp definition_shape({_, _, arguments}, body) when is_list(arguments), do: shape(arguments, body)
  defp definition_shape(_head, _body), do: nil

  # Code and its lines, without what macros change that pass it on. Nil where no line tells whose it is.
  defp shape(left, body) do
    {shape, lines?} =
      Macro.prewalk({left, body}, false, fn
        {:__aliases__, _, _}, lines? ->
          {:alias, lines?}

        {:when, _, arguments}, lines? ->
          {{:when, [], arguments}, lines?}

        {form, meta, arguments}, lines? when is_list(meta) ->
          with_line(form, List.keyfind(meta, :line, 0), arguments, lines?)

        atom, lines? when is_atom(atom) ->
          {unaliased(atom), lines?}

        other, lines? ->
          {other, lines?}
      end)

    if lines?, do: :erlang.phash2(shape, 4_294_967_296)
  end

  defp with_line(form, nil, arguments, lines?), do: {{form, [], arguments}, lines?}
  defp with_line(form, line, arguments, _lines?), do: {{form, [line], arguments}, true}

  defp unaliased(atom), do: if(match?("Elixir." <> _, Atom.to_string(atom)), do: :alias, else: atom)

  @doc "Such a definition, of a function's clause."
  def lifted({form, meta, [head, [do: body]]}, function), do: {form, meta, [head, [do: step(body, function)]]}

  @doc "A definition of `Kernel` in which there are marked functions."
  def definition({form, meta, [head, [do: body]]} = definition),
    do:
      if(Mark.any?(body) and not own_imports?(body), do: {form, meta, [head, [do: step(body, nil)]]}, else: definition)

  def definition(definition), do: definition

  defp own_imports?(body) do
    {_, own?} =
      Macro.prewalk(body, false, fn node, own? ->
        case Mark.take(node) do
          {[function: _], _} -> {nil, own?}
          {_, {name, _, arguments}} when name in @imports and is_list(arguments) -> {nil, true}
          _ -> {node, own?}
        end
      end)

    own?
  end

  # In a map, nothing takes the body for a tree.
  defp step(body, function) do
    meta = with({_, meta, _} when is_list(meta) <- body, do: Keyword.take(meta, [:line]), else: (_ -> []))
    {{:., meta, [Spile.Probe, :at]}, [required: true] ++ meta, [:given, function, %{body: body}]}
  end

  @doc "The body of such a definition, in its environment."
  def walk(%{body: body}, nil, env), do: Walk.step_if_marked(body, Body.given([], env))

  def walk(%{body: body}, function, env) do
    if here?(function, env) do
      context = Body.anonymous(Body.given(function[:options], env), function)
      Body.enter(body, context, nil, [line: function[:line]], env)
    else
      body
    end
  end

  @doc "Whether functions of `Kernel` mean here what they mean where the macro was called."
  def here?(function, env), do: function[:kernel] == kernel(env)

  defp kernel(env), do: :erlang.phash2({imported(env.functions), imported(env.macros)})
  defp imported(imports), do: imports |> Keyword.get(Kernel, []) |> Enum.sort()
end
