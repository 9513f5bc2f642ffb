defmodule Spile.Probe.Walk do
  @moduledoc false
  # The walk of a body: where a function ends (`:tail`), and where marked nodes are (`:value`).
  #
  # Whatever may bind a variable or bring an alias is behind a step, a macro call of its own. A call is expanded once in the
  # environment of its step; what is no macro's is a function's.

  alias Spile.Probe.{Actions, Body, Callee, Definitions, Exit, Expansion, Given, Mark, Steps, Tracked}

  @doc """
  A step: `expression` is walked when it is expanded. What has no metadata, as a literal, has the line of the metadata `around`, or else
  of what it stands beside, and is generated as they are.

  What a macro returns gets the macro's line where it has none, and is generated when the macro's call is. Both would be told of what
  the author wrote: compiler and Dialyzer say nothing of literals on line 0, as at the end of a block, which has no line. So a step is
  on line 0 there, it is not generated, and the expression is in a map, which nothing takes for a tree.
  """
  def step(mode, expression, context, around \\ nil) do
    meta =
      case expression do
        {_, meta, _} when is_list(meta) -> [line: meta[:line] || 0]
        _ when around != nil -> [line: around[:line] || 0]
        _ -> []
      end

    hidden = %{expression: expression, around: around || []}
    {{:., meta, [Spile.Probe, :at]}, meta, [mode, context, hidden]}
  end

  @doc "A step in `:value` mode where there is something to find."
  def step_if_marked(expression, %{marks?: false}), do: expression

  def step_if_marked(expression, context) do
    if Mark.any?(expression), do: step(:value, expression, context), else: expression
  end

  def walk(:definitions, expression, _context, env), do: Definitions.walk(expression, env)
  def walk(:given, body, function, env), do: Given.walk(body, function, env)

  # Elixir has to find what is captured, so that it is not in a map.
  def walk(:function, body, context, env), do: Body.enter(body, context, nil, [line: env.line], env)

  def walk(:action, %{expression: action}, context, env) do
    # At the end of a block there may be none.
    env = if env.line == 0, do: %{env | line: context.site[:line]}, else: env
    Actions.expand(action, context, env)
  end

  def walk(mode, %{expression: expression, around: around}, context, env) do
    context = %{context | around: around}

    if context.marks? do
      case Mark.take(expression) do
        {[], expression} -> unmarked(mode, expression, context, env)
        {marks, expression} -> marked(mode, expression, marks, context, env)
      end
    else
      unmarked(mode, expression, context, env)
    end
  end

  defp unmarked(:tail, expression, context, env), do: tail(expression, context, env)
  defp unmarked(:value, expression, context, env), do: value(expression, context, env)

  defp marked(mode, expression, marks, context, env) do
    {functions, others} = Enum.split_with(marks, &match?({:function, _}, &1))
    # What never returns has no value, and there is no behind.
    others = if Callee.leaves?(expression, env), do: Enum.filter(others, &match?({:before, _}, &1)), else: others

    if functions == [] and Enum.all?(others, &match?({:before, _}, &1)) do
      # The end of the function is where it was.
      Enum.reduce(others, unmarked(mode, expression, context, env), &Tracked.around(&1, &2, context))
    else
      expression =
        case functions do
          [{:function, function}] -> told(expression, function, context, env)
          [] -> value(expression, context, env)
        end

      expression = Enum.reduce(others, expression, &Tracked.around(&1, &2, context))
      if mode == :tail, do: Exit.value(expression, context), else: expression
    end
  end

  ## Where a function ends

  defp tail({:__block__, meta, [_ | _] = expressions}, context, _env) do
    {init, [last]} = Enum.split(expressions, -1)
    {:__block__, meta, statements(init, context) ++ [step(:tail, last, context, meta)]}
  end

  # Elixir makes the clauses of `if` and the like generated.
  defp tail({:case, meta, [subject, [do: clauses]]}, context, _env) do
    around = if meta[:optimize_boolean], do: [generated: true], else: []
    {:case, meta, [step_if_marked(subject, context), [do: tails(clauses, context, around)]]}
  end

  defp tail({:cond, meta, [[do: [{:->, _, _} | _] = clauses]]}, context, _env),
    do: {:cond, meta, [[do: clauses |> conditions(context) |> tails(context)]]}

  defp tail({:receive, meta, [sections]}, context, _env) when is_list(sections),
    do: {:receive, meta, [mapped(timeouts(sections, context), &tails(&1, context))]}

  defp tail({:with, meta, [_ | _] = arguments} = expression, context, env) do
    case Enum.split(arguments, -1) do
      {generators, [[{:do, _} | _] = sections]} ->
        {:with, meta, generators(generators, context) ++ [with_sections(sections, generators, context, meta)]}

      _ ->
        Exit.value(value(expression, context, env), context)
    end
  end

  # What `after` is behind is not the end.
  defp tail({:try, meta, [sections]} = expression, context, env) when is_list(sections) do
    if not Keyword.keyword?(sections) or Keyword.has_key?(sections, :after) do
      Exit.value(value(expression, context, env), context)
    else
      else? = Keyword.has_key?(sections, :else)

      sections =
        for {name, body} <- sections do
          cond do
            name != :do -> {name, tails(body, context)}
            else? -> {:do, step_if_marked(body, context)}
            # The exit's probe is told from within: what follows the body is no place of its own.
            true -> {:do, step(:tail, body, %{context | await?: true}, meta)}
          end
        end

      {:try, meta, [sections]}
    end
  end

  # A variable that nothing reads any more.
  defp tail({:=, meta, [{name, _, variable_context} = variable, right]} = expression, context, env)
       when is_atom(name) and is_atom(variable_context) do
    if Actions.any?(context.actions, :before_return),
      do: Exit.value(value_if_marked(expression, context, env), context),
      else: {:=, meta, [variable, step(:tail, right, context, meta)]}
  end

  defp tail({:super, _, arguments} = expression, context, env) when is_list(arguments),
    do: Exit.call(expression, context, env)

  defp tail({name, _, variable_context} = expression, context, env)
       when is_atom(name) and is_atom(variable_context) do
    if Macro.Env.has_var?(env, {name, variable_context}),
      do: Exit.variable(expression, context),
      else: Exit.value(expression, context)
  end

  defp tail({name, _, arguments} = expression, context, env) when is_list(arguments) do
    if is_atom(name) and special_form?(name, length(arguments)) do
      Exit.value(value_if_marked(expression, context, env), context)
    else
      case Expansion.once(expression, env) do
        :function -> Exit.call(expression, context, env)
        {:expanded, expanded} -> step(:tail, expanded, context, context.around)
      end
    end
  end

  defp tail(expression, context, env), do: Exit.value(value_if_marked(expression, context, env), context)

  defp value_if_marked(expression, %{marks?: false}, _env), do: expression
  defp value_if_marked(expression, context, env), do: value(expression, context, env)

  # `around` is what Elixir puts in place of the clauses' metadata.
  defp tails(clauses, context, around \\ [])

  defp tails([{:->, _, _} | _] = clauses, context, around) do
    for clause <- clauses do
      with {:->, meta, [left, body]} <- clause,
           do: {:->, meta, [left, step(:tail, body, context, Keyword.merge(meta, around))]}
    end
  end

  defp tails(other, _context, _around), do: other

  # Without `else`, what matches no pattern is the value of `with`.
  defp with_sections(sections, generators, context, meta) do
    # What follows a generator that may miss is in a clause of it.
    around = Enum.find_value(Enum.reverse(generators), meta, &(may_miss?(&1) && elem(&1, 1)))

    sections =
      for {name, body} <- sections do
        if name == :do,
          do: {:do, step(:tail, body, context, around)},
          else: {name, tails(body, context, around_else(body, meta))}
      end

    if context.exits? and not Keyword.has_key?(sections, :else) and Enum.any?(generators, &may_miss?/1),
      do: sections ++ [else: [missed(context)]],
      else: sections
  end

  defp around_else([{:->, _, [[{name, _, context}], _]}], meta) when is_atom(name) and is_atom(context),
    do: [generated: false, line: meta[:line]]

  if Version.match?(System.version(), "< 1.17.0-dev"),
    do: defp(around_else(_clauses, meta), do: [generated: true, line: meta[:line]]),
    else: defp(around_else(_clauses, _meta), do: [])

  defp missed(context) do
    missed = Steps.hidden(:_missed, __MODULE__)
    {:->, [generated: true], [[missed], Exit.variable(missed, context)]}
  end

  defp may_miss?({:<-, _, [{name, _, context}, _]}) when is_atom(name) and is_atom(context), do: false
  defp may_miss?({:<-, _, _}), do: true
  defp may_miss?(_), do: false

  ## Where marked nodes are

  defp value({:quote, _, arguments} = expression, _context, _env) when is_list(arguments), do: expression

  defp value({:__block__, meta, [_ | _] = expressions}, context, _env) do
    {init, [last]} = Enum.split(expressions, -1)
    {:__block__, meta, statements(init, context) ++ [step_if_marked(last, context)]}
  end

  defp value({:fn, meta, clauses}, context, _env), do: {:fn, meta, values(clauses, context)}

  defp value({:=, meta, [left, right]}, context, _env), do: {:=, meta, [left, step_if_marked(right, context)]}

  defp value({:case, meta, [subject, [do: clauses]]}, context, _env),
    do: {:case, meta, [step_if_marked(subject, context), [do: values(clauses, context)]]}

  defp value({:cond, meta, [[do: [{:->, _, _} | _] = clauses]]}, context, _env),
    do: {:cond, meta, [[do: clauses |> conditions(context) |> values(context)]]}

  defp value({:receive, meta, [sections]}, context, _env) when is_list(sections),
    do: {:receive, meta, [mapped(timeouts(sections, context), &values(&1, context))]}

  defp value({:try, meta, [sections]}, context, _env) when is_list(sections),
    do: {:try, meta, [mapped(sections, &values(&1, context))]}

  defp value({name, meta, [_ | _] = arguments}, context, _env) when name in [:with, :for] do
    {generators, [last]} = Enum.split(arguments, -1)

    last =
      if Keyword.keyword?(last),
        do: for({name, body} <- last, do: {name, values(body, context)}),
        else: generator(last, context)

    {name, meta, generators(generators, context) ++ [last]}
  end

  defp value({:%, meta, [name, {:%{}, _, _} = map]}, context, _env), do: {:%, meta, [name, named(map, context)]}

  defp value({:%{}, meta, [{:|, bar_meta, [base, pairs]}]}, context, _env),
    do: {:%{}, meta, [{:|, bar_meta, [step_if_marked(base, context), contents(pairs, context)]}]}

  # What is no pair is refused, and printed as it is.
  defp value({:%{}, meta, pairs}, context, _env),
    do: {:%{}, meta, for(pair <- pairs, do: with({_, _} <- pair, do: contents(pair, context)))}

  defp value({:{}, meta, elements}, context, _env), do: {:{}, meta, contents(elements, context)}

  defp value({:<<>>, meta, parts}, context, _env), do: {:<<>>, meta, Enum.map(parts, &part(&1, context))}

  defp value({:super, meta, arguments}, context, _env) when is_list(arguments),
    do: {:super, meta, steps(arguments, context)}

  defp value({name, _, context} = expression, _context, _env) when is_atom(name) and is_atom(context), do: expression

  defp value({{:., dot_meta, [left | name]}, meta, arguments} = expression, context, env) do
    expand_or(expression, context, env, fn ->
      {{:., dot_meta, [step_if_marked(left, context) | name]}, meta, steps(arguments, context)}
    end)
  end

  defp value({name, meta, arguments} = expression, context, env) when is_list(arguments) do
    # What looks like an operator's operands is refused, and printed.
    as_it_is? = is_atom(name) and (special_form?(name, length(arguments)) or Keyword.has_key?(meta, :ambiguous_op))

    if as_it_is?,
      do: expression,
      else: expand_or(expression, context, env, fn -> {name, meta, steps(arguments, context)} end)
  end

  defp value(container, context, _env), do: contents(container, context)

  # The keys of a struct are atoms; any other is refused, and printed.
  defp named({:%{}, meta, [{:|, bar_meta, [base, pairs]}]}, context),
    do: {:%{}, meta, [{:|, bar_meta, [step_if_marked(base, context), fields(pairs, context)]}]}

  defp named({:%{}, meta, pairs}, context), do: {:%{}, meta, fields(pairs, context)}

  defp fields(pairs, context) do
    for pair <- pairs, do: with({key, field} <- pair, do: {key, step_if_marked(field, context)})
  end

  defp expand_or(expression, context, env, otherwise) do
    case Expansion.once(expression, env) do
      :function -> otherwise.()
      {:expanded, expanded} -> step_if_marked(expanded, context)
    end
  end

  defp steps(expressions, context), do: Enum.map(expressions, &step_if_marked(&1, context))

  # What is not the last of a block. A `for` among them collects nothing, which Elixir must see.
  defp statements(expressions, context), do: Enum.map(expressions, &statement(&1, context))

  defp statement({:=, meta, [{:_, _, _} = nothing, {:for, _, [_ | _]} = right]}, context),
    do: {:=, meta, [nothing, statement(right, context)]}

  defp statement({:for, _, [_ | _]} = expression, context) do
    case Mark.take(expression) do
      {[], _} -> value_if_marked(expression, context, nil)
      _ -> step_if_marked(expression, context)
    end
  end

  defp statement(expression, context), do: step_if_marked(expression, context)

  defp values([{:->, _, _} | _] = clauses, context),
    do:
      for(
        clause <- clauses,
        do: with({:->, meta, [left, body]} <- clause, do: {:->, meta, [left, step_if_marked(body, context)]})
      )

  defp values(body, context), do: step_if_marked(body, context)

  # Sections and clauses that Elixir refuses stay what they are.
  defp mapped(sections, function) do
    for section <- sections, do: with({name, body} <- section, do: {name, function.(body)})
  end

  defp conditions(clauses, context) do
    for clause <- clauses,
        do: with({:->, meta, [left, body]} <- clause, do: {:->, meta, [steps(left, context), body]})
  end

  defp timeouts(sections, context) do
    for section <- sections do
      with {:after, [{:->, _, _} | _] = clauses} <- section, do: {:after, conditions(clauses, context)}
    end
  end

  defp generators(generators, context), do: Enum.map(generators, &generator(&1, context))
  defp generator({:<-, meta, [left, right]}, context), do: {:<-, meta, [left, step_if_marked(right, context)]}

  defp generator({:<<>>, meta, parts} = generator, context) do
    case Enum.split(parts, -1) do
      {init, [{:<-, arrow_meta, [left, right]}]} ->
        {:<<>>, meta, init ++ [{:<-, arrow_meta, [left, step_if_marked(right, context)]}]}

      _ ->
        step_if_marked(generator, context)
    end
  end

  # Options before a `do` block.
  defp generator([{_, _} | _] = options, context), do: contents(options, context)
  defp generator(other, context), do: step_if_marked(other, context)

  defp part({:"::", meta, [expression, type]}, context),
    do: {:"::", meta, [step_if_marked(expression, context), type]}

  defp part(expression, context), do: step_if_marked(expression, context)

  # Lists, pairs, and what is in maps.
  defp contents(list, context) when is_list(list), do: Enum.map(list, &content(&1, context))
  defp contents({left, right}, context), do: {step_if_marked(left, context), step_if_marked(right, context)}
  defp contents(other, _context), do: other

  defp content({:|, meta, [head, tail]}, context),
    do: {:|, meta, [step_if_marked(head, context), step_if_marked(tail, context)]}

  defp content({left, right}, context), do: {step_if_marked(left, context), step_if_marked(right, context)}
  defp content(other, context), do: step_if_marked(other, context)

  ## Anonymous functions

  # Those that a macro is given at module level have options of their own.
  defp told(expression, function, context, env) do
    cond do
      function[:options] == nil -> anonymous(expression, function, context, env)
      Given.here?(function, env) -> anonymous(expression, function, Body.given(function[:options], env), env)
      true -> value(expression, context, env)
    end
  end

  defp anonymous({:fn, meta, clauses}, function, context, env) do
    clauses =
      for {:->, clause_meta, [left, body]} <- clauses do
        {:->, clause_meta, [left, Body.enter(body, Body.anonymous(context, function), nil, clause_meta, env)]}
      end

    {:fn, meta, clauses}
  end

  # What is captured becomes a step, and Elixir makes the function of it, unless it is no capture that Elixir takes.
  defp anonymous({:&, meta, [body]} = capture, function, context, _env) do
    {_, {positions, nested?}} = Macro.prewalk(body, {[], false}, &position/2)
    arity = positions |> Enum.uniq() |> length()

    if not nested? and arity > 0 and Enum.max(positions) == arity do
      # The place of the function is that of what is captured.
      place = with {_, place, _} when is_list(place) <- body, do: place, else: (_ -> meta)
      place = Keyword.take(place, [:line, :column])
      inner = Body.anonymous(context, function)
      {:&, meta, [{{:., place, [Spile.Probe, :at]}, place, [:function, inner, body]}]}
    else
      capture
    end
  end

  defp anonymous(other, _function, _context, _env), do: other

  defp position({:&, _, [position]} = node, {positions, nested?}) when is_integer(position),
    do: {node, {[position | positions], nested?}}

  defp position({:&, _, [_]} = capture, {positions, _}), do: {capture, {positions, true}}
  defp position(node, state), do: {node, state}

  defp special_form?(name, arity),
    do: Macro.special_form?(name, arity) or name in [:fn, :%{}, :{}, :<<>>, :for, :with, :__block__]
end
