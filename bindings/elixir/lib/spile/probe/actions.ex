defmodule Spile.Probe.Actions do
  @moduledoc false
  # Actions beyond entry and exit: `{:variables, moment, names | :all}` and `{:code, moment, code, variables}`, where
  # `code` is a string or `{:quoted, ast}`.

  alias Spile.Probe.{Code, Exit, Steps, Walk}

  def any?(actions, moment), do: Enum.any?(actions, &(moment(&1) == moment))

  @doc "Whether calls at the end of a function have to be awaited: code uses what it returns."
  def await?(actions) do
    Enum.any?(actions, fn
      [:code, :before_return, code, _] -> Code.uses?(code, :result)
      _ -> false
    end)
  end

  def guard?(actions), do: any?(actions, :on_error)

  @doc """
  What happens at a moment, as expressions. Each is a macro call of its own, since it depends on which variables there
  are. `implicit` are the variables that code is given.
  """
  def steps(context, moment, implicit \\ []) do
    for action <- context.actions, moment(action) == moment, do: step(context, action, implicit)
  end

  @doc "One action."
  def step(context, action, implicit \\ []) do
    Walk.step(:action, %{action: action, implicit: implicit}, context)
  end

  @doc "What an action expands to, where it stands."
  def expand(%{action: [:variables, moment, names]}, context, env) do
    visible = Code.there(context.variables, env)
    names = if names == :all, do: visible, else: Enum.filter(names, &(&1 in visible))
    pairs = for name <- names, do: {name, {name, Steps.read(), context.variables}}
    if pairs == [], do: nil, else: Exit.told(context, :variables, [moment, pairs])
  end

  def expand(%{action: [:code, moment, code, variables], implicit: implicit}, context, env) do
    code = Code.expand(code, moment, {variables, context.variables}, implicit, env)
    if moment == :on_error and code, do: harmless(code, moment, context), else: code
  end

  # What was raised goes on, whatever the code does that runs because of it.
  defp harmless(code, moment, context) do
    kind = Steps.hidden(:_kind, __MODULE__)
    reason = Steps.hidden(:_reason, __MODULE__)
    failed = Exit.told(context, :failed, [moment, kind, reason, quote(generated: true, do: __STACKTRACE__)])

    quote generated: true do
      try do
        unquote(code)
      catch
        unquote(kind), unquote(reason) -> unquote(failed)
      end
    end
  end

  defp moment([_, moment | _]), do: moment
end
