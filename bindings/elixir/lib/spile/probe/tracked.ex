defmodule Spile.Probe.Tracked do
  @moduledoc false
  # What happens at single nodes of a body: `{:track, [line, code]}`, `{:before, action}` and `{:behind, action}`.

  alias Spile.Probe.{Actions, Exit}

  @doc "An expression with what happens at it; its value is what it was."
  def around({:track, [line, code]}, expression, context) do
    value = Macro.unique_var(:tracked, __MODULE__)

    quote generated: true do
      unquote(value) = unquote(expression)
      unquote(context.runtime).expression(unquote(Exit.site(context)), unquote(line), unquote(code), unquote(value))
      unquote(value)
    end
  end

  def around({:before, action}, expression, context) do
    {:__block__, [generated: true], [Actions.step(context, action), expression]}
  end

  def around({:behind, action}, expression, context) do
    value = Macro.unique_var(:value, __MODULE__)

    quote generated: true do
      unquote(value) = unquote(expression)
      unquote(Actions.step(context, action))
      unquote(value)
    end
  end
end
