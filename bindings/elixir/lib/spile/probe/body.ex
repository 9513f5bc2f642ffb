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
    :runtime
  ]

  def expand(options, sections, env) do
    context = context(options, env)
    functions = for {place, suffix} <- options[:functions] || [], do: {place, {:function, suffix}}
    sections = Mark.put(sections, functions ++ (options[:marks] || []))
    body = block(sections, options)
    context = %{context | marks?: Mark.any?(sections), never_returns?: Callee.never_returns?(body, env)}
    captured = if context.calls?, do: options[:args]
    arguments = captured && Arguments.list(captured, options[:number])
    enter(body, context, arguments, line: options[:line])
  end

  @doc "The entry's probe, and the walk of a body that ends where the function ends. `around` is the metadata of its clause."
  def enter(body, context, arguments, around \\ []) do
    entry = if context.calls?, do: [Exit.enter(context, arguments)], else: []
    guarded = Exit.guarded(Walk.step(:tail, body, context, around), context)
    Steps.before(entry ++ Actions.steps(context, :entry), guarded)
  end

  # `rescue` and the like behind the body of a definition are those of a `try` around it.
  defp block([do: body], _options), do: body
  defp block(sections, options), do: {:try, [line: options[:line]], [sections]}

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
      # Whether exceptions are told.
      guard?: guard?,
      # Whether anything happens where the function ends.
      exits?: calls? or Actions.any?(actions, :before_return),
      # Whether any node in the body is marked.
      marks?: false,
      # The metadata that what is walked has if it has none of its own.
      around: [],
      actions: actions
    }
  end

  @doc "The context of an anonymous function in a body; `name` is its ID, or what that has behind the body's."
  def anonymous(context, name, arity) do
    id =
      case name do
        {:id, id} -> id
        rest -> context.id <> rest
      end

    site = Keyword.merge(context.site, id: id, clause: nil, fun: arity)

    %{
      context
      | site: site,
        token: Steps.hidden(:_token, __MODULE__),
        await?: context.tail_calls == :await,
        never_returns?: false,
        guard?: false,
        exits?: true,
        actions: []
    }
  end
end
