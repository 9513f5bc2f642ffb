defmodule Spile.Probe.Steps do
  @moduledoc false
  # Expressions with steps beside them: their value stays what it was.

  @doc "`steps`, and then `expression`."
  def before(steps, expression), do: {:__block__, [generated: true], steps ++ [expression]}

  @doc """
  `expression`, and then the steps that `steps` makes of the variable that holds its value:

      g(b)     ->     value = g(b); Runtime.leave(site, token, value); value
  """
  def behind(expression, steps) do
    value = Macro.unique_var(:value, __MODULE__)

    quote generated: true do
      unquote(value) = unquote(expression)
      unquote_splicing(steps.(value))
      unquote(value)
    end
  end
end
