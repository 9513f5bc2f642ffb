defmodule Spile.Probe.Body do
  @moduledoc false
  # What a woven body expands to: the entry's probe, and the walk of the body.

  alias Spile.Probe.{Actions, Arguments, Callee, Exit, Mark, Steps, Walk}

  @own_options [
    :id,
    :line,
    :number,
    :clause,
    :args,
    :value,
    :tail_calls,
    :exceptions,
    :calls,
    :functions,
    :actions,
    :marks,
    :macro,
    :runtime,
    :origin,
    :variables
  ]

  def expand(options, sections, env) do
    context = context(options, env)
    sections = Mark.put(sections, functions(options[:functions] || []) ++ (options[:marks] || []))
    body = block(sections, options)
    context = %{context | marks?: Mark.any?(sections)}
    captured = if context.calls?, do: options[:args]
    arguments = captured && Arguments.list(captured, options[:number])
    enter(body, context, arguments, [line: options[:line]], env)
  end

  @doc "The entry's probe, and the walk of a body that ends where the function ends. `around` is the metadata of its clause."
  def enter(body, context, arguments, around, env) do
    context = %{context | never_returns?: Callee.never_returns?(body, env)}
    entry = if context.calls?, do: [Exit.enter(context, arguments)], else: []
    guarded = Exit.guarded(Walk.step(:tail, body, context, around), context)
    Steps.before(entry ++ Actions.steps(context, :entry), guarded)
  end

  @doc "The context of a body of which a macro is given functions: all that may be told is theirs, by their own options."
  def given(options, env), do: %{context(options, env) | marks?: true}

  # Those on one line are told apart by their number.
  defp functions(functions) do
    {functions, _} =
      Enum.map_reduce(functions, %{}, fn {[line | _] = place, name}, counts ->
        number = Map.get(counts, line, 0) + 1
        {{place, {:function, [name: name, line: line, number: number]}}, Map.put(counts, line, number)}
      end)

    functions
  end

  # `rescue` and the like behind the body of a definition are those of a `try` around it.
  defp block([do: body], _options), do: body
  defp block(sections, options), do: {:try, (options[:origin] || []) ++ [line: options[:line]], [sections]}

  defp context(options, env) do
    {name, arity} = env.function || {nil, nil}
    actions = options[:actions] || []
    calls? = Keyword.get(options, :calls, false)
    guard? = Keyword.get(options, :exceptions, false) or Actions.guard?(actions)

    site = [
      id: options[:id],
      module: env.module,
      name: name,
      arity: arity,
      clause: options[:clause],
      file: Path.relative_to_cwd(env.file),
      line: options[:line]
    ]

    %{
      # The ID of the definition: those of functions in it are told without.
      id: options[:id],
      # What the text tells of the site; a literal in the program.
      site: site ++ Keyword.drop(options, @own_options),
      # The module whose functions are called.
      runtime: Macro.expand(Keyword.get(options, :runtime, Spile.Runtime), env),
      # The context that the program's variables have in its tree: none in what was parsed.
      variables: options[:variables],
      # Whether it runs when the program is compiled.
      macro?: Keyword.get(options, :macro, false),
      # The variable that holds what the entry's probe returned.
      token: Steps.hidden(:_token, __MODULE__),
      calls?: calls?,
      value?: Keyword.get(options, :value, false),
      tail_calls: options[:tail_calls],
      # Whether calls at the end of the function are awaited.
      await?: Keyword.get(options, :tail_calls) == :await or guard? or Actions.await?(actions),
      # Whether all that the body does at its end is raising.
      never_returns?: false,
      # Whether exceptions are told, and whether those of anonymous functions are.
      guard?: guard?,
      exceptions?: Keyword.get(options, :exceptions, false),
      # Whether anything happens where the function ends.
      exits?: calls? or Actions.any?(actions, :before_return),
      # Whether any node in the body is marked.
      marks?: false,
      # The metadata that what is walked has if it has none of its own.
      around: [],
      actions: actions
    }
  end

  @doc """
  The context of an anonymous function in a body. Its `:name` is its ID, or what that has behind the body's; `:number` is which of
  those on its `:line` it is.
  """
  def anonymous(context, function) do
    id =
      case function[:name] do
        {:id, id} -> id
        rest -> context.id <> rest
      end

    fun = {function[:line], function[:number]}
    site = Keyword.merge(context.site, id: id, line: function[:line], clause: nil, fun: fun)

    %{
      context
      | site: site,
        token: Steps.hidden(:_token, __MODULE__),
        await?: context.tail_calls == :await or context.exceptions?,
        guard?: context.exceptions?,
        exits?: true,
        actions: []
    }
  end
end
