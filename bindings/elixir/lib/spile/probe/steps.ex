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
    match = {:=, [generated: true], [value, expression]}
    {:__block__, line(expression, []), [match | steps.(value)] ++ [value]}
  end

  @doc "The line of an expression as metadata; that of `around` when it has none of its own."
  def line({_, meta, _}, around) when is_list(meta), do: Keyword.take(if(meta[:line], do: meta, else: around), [:line])
  def line(_, around), do: Keyword.take(around, [:line])
end
