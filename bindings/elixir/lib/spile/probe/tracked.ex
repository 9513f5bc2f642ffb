defmodule Spile.Probe.Tracked do
  @moduledoc false
  # What happens at single nodes of a body: `{:track, [line, code]}`, `{:before, action}` and `{:behind, action}`.

  alias Spile.Probe.{Actions, Exit, Steps}

  @doc "An expression with what happens at it; its value is what it was."
  def around({:track, [line, code]}, expression, context),
    do: Steps.behind(expression, &[Exit.told(context, :expression, [line, code, &1])])

  def around({:before, action}, expression, context), do: Steps.before([Actions.step(context, action)], expression)

  def around({:behind, action}, expression, context),
    do: Steps.behind(expression, fn _ -> [Actions.step(context, action)] end)
end
