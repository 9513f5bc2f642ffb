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

  `around` is the metadata of what the expression stands in.
  """
  def behind(expression, steps, around \\ []) do
    {name, meta, context} = Macro.unique_var(:value, __MODULE__)
    value = {name, line(expression, around) ++ meta, context}
    {:__block__, line(expression, around), [bind(value, expression, around) | steps.(value)] ++ [value]}
  end

  @doc "A variable that only generated code reads. The type checker does not tell where one gets its type from that begins with `_`."
  def hidden(name, module) do
    {name, meta, context} = Macro.unique_var(name, module)
    {name, [generated: true] ++ meta, context}
  end

  @doc """
  Metadata with which a probe reads a variable of the program: nobody warns about it, and Elixir, from 1.15 on, does not take the variable for one
  that is used because of it.
  """
  def read, do: [generated: true, keep_unused: true]

  @doc """
  `variable = expression`, of whatever a macro has returned. The type checker tells of a match whose right side never comes to be, unless
  it is generated. A literal has the annotations of what it stands in, and nothing would be said of it in there: so it stands in a block,
  with those of `around`.
  """
  def bind(variable, expression, around \\ []),
    do: {:=, [generated: true], [variable, by_itself(expression, around)]}

  # The type checker takes `a = b = c` for one match, and with ours it would be generated.
  defp by_itself({:=, _, _} = match, around), do: {:__block__, line(match, around), [nil, match]}
  defp by_itself({_, meta, _} = expression, _around) when is_list(meta), do: expression

  defp by_itself(container, around) when is_list(container) or is_tuple(container),
    do: {:__block__, line(container, around), [nil, container]}

  defp by_itself(literal, _around), do: literal

  # The line of an expression; what has no metadata has that of what is around it.
  defp line({_, meta, _}, _around) when is_list(meta), do: Keyword.take(meta, [:line])
  defp line(_, around), do: Keyword.take(around, [:line, :generated])
end
