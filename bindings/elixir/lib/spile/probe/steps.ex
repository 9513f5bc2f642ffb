defmodule Spile.Probe.Steps do
  @moduledoc false
  # Expressions with steps beside them: their value stays what it was.

  @doc """
  `steps`, and then `expression`. Only the steps are generated: a literal has the annotations of what is around it, and Dialyzer
  says nothing of what is generated.
  """
  def before(steps, expression), do: {:__block__, line(expression, []), steps ++ [expression]}

  @doc """
  `expression`, and then the steps that `steps` makes of the variable that holds its value:

      g(b)     ->     value = g(b); Runtime.leave(site, token, value); value
  """
  def behind(expression, steps) do
    {name, meta, context} = Macro.unique_var(:value, __MODULE__)
    value = {name, line(expression, []) ++ meta, context}
    {:__block__, line(expression, []), [bind(value, expression) | steps.(value)] ++ [value]}
  end

  @doc "A variable that only generated code reads. The type checker does not tell where one gets its type from that begins with `_`."
  def hidden(name, module) do
    {name, meta, context} = Macro.unique_var(name, module)
    {name, [generated: true] ++ meta, context}
  end

  @doc "`variable = expression`, of whatever a macro has returned."
  # The type checker takes `a = b = c` for one match, and with ours it would be generated, and nothing said about it.
  def bind(variable, {:=, _, _} = match), do: bind(variable, {:__block__, [], [nil, match]})
  def bind(variable, expression), do: {:=, [generated: true], [variable, expression]}

  @doc "The line of an expression as metadata; that of `around` when it has none of its own."
  def line({_, meta, _}, around) when is_list(meta),
    do: Keyword.take(if(meta[:line], do: meta, else: around), [:line])

  def line(_, around), do: Keyword.take(around, [:line])
end
