defmodule Spile.Probe.Exit do
  @moduledoc false
  # The calls of the runtime where functions are entered and left.
  #
  #     f(a, g(b))     ->     f(a, (last = g(b); Runtime.tail(site, token, {M, :f, 2}); last))
  #     a + b          ->     value = a + b; Runtime.leave(site, token, value); value
  #
  # A call at the end of a function stays one: arguments are evaluated from left to right, so what is told with the last
  # of them is told right before the call.

  alias Spile.Probe.{Actions, Callee, Steps, Walk}

  @doc "The probe at the entry."
  def enter(context, arguments) do
    quote(generated: true, do: unquote(context.token) = unquote(told(context, :enter, [arguments])))
  end

  @doc "Around a body whose exceptions are told."
  def guarded(body, %{guard?: false}), do: body

  def guarded(body, context) do
    kind = Macro.unique_var(:kind, __MODULE__)
    reason = Macro.unique_var(:reason, __MODULE__)
    stacktrace = Macro.unique_var(:stacktrace, __MODULE__)
    implicit = [error: kind, reason: reason, stacktrace: stacktrace]
    raised = told(context, :raised, [context.token, kind, reason, stacktrace])

    guarded =
      quote generated: true do
        try do
          unquote(body)
        catch
          unquote(kind), unquote(reason) ->
            unquote(stacktrace) = __STACKTRACE__
            unquote_splicing(Actions.steps(context, :on_error, implicit))
            unquote_splicing(if context.calls?, do: [raised], else: [])
            :erlang.raise(unquote(kind), unquote(reason), unquote(stacktrace))
        end
      end

    # Dialyzer takes every `try` for one that returns, and warns where it finds none that does; it does not of a call that raises.
    if context.never_returns?,
      do: Steps.before([guarded], quote(generated: true, do: :erlang.error(:unreachable))),
      else: guarded
  end

  @doc "The end of a function that is a value."
  def value(expression, %{exits?: false}), do: expression

  def value(expression, context) do
    if literal?(expression) and not context.await? do
      variable(expression, context)
    else
      Steps.behind(expression, &leaving(context, &1))
    end
  end

  @doc "The end of a function that is the value of a variable, which is there already."
  def variable(variable, context), do: Steps.before(leaving(context, variable), variable)

  defp leaving(context, value) do
    left = told(context, :leave, if(context.value?, do: [context.token, value], else: [context.token]))
    Actions.steps(context, :before_return, result: value) ++ if(context.calls?, do: [left], else: [])
  end

  @doc "The end of a function that is a call. `marked?` arguments are walked."
  def call({form, meta, arguments} = call, context, env) do
    case Callee.kind(call, env) do
      :leaves -> {walked(form, context), meta, Enum.map(arguments, &walked(&1, context))}
      :value -> value(walked_call(call, context), context)
      :standard when context.value? -> value(walked_call(call, context), context)
      _ when context.await? -> value(walked_call(call, context), context)
      _ when not context.exits? -> walked_call(call, context)
      _ -> tail_call(form, meta, arguments, context, Callee.name(call, env))
    end
  end

  defp walked_call({form, meta, arguments}, context),
    do: {walked_callee(form, context), meta, Enum.map(arguments, &walked(&1, context))}

  defp walked(expression, context), do: Walk.step_if_marked(expression, context)

  defp walked_callee({:., meta, [left | name]}, context), do: {:., meta, [walked(left, context) | name]}
  defp walked_callee(form, _context), do: form

  defp tail_call(form, meta, [], context, callee) do
    {before, form} = evaluated(walked_callee(form, context))
    Steps.before(before ++ tail(context, callee), {form, meta, []})
  end

  defp tail_call(form, meta, arguments, context, callee) do
    {init, [last]} = arguments |> Enum.map(&walked(&1, context)) |> Enum.split(-1)
    {walked_callee(form, context), meta, init ++ [last_argument(last, context, callee)]}
  end

  defp last_argument(last, context, callee) do
    if simple?(last),
      do: Steps.before(tail(context, callee), last),
      else: Steps.behind(last, fn _ -> tail(context, callee) end)
  end

  # What is called without arguments may have to be computed, which comes first.
  defp evaluated({:., meta, [left | name]}) do
    if simple?(left) or match?({:__aliases__, _, _}, left) do
      {[], {:., meta, [left | name]}}
    else
      variable = Macro.unique_var(:callee, __MODULE__)
      {[quote(generated: true, do: unquote(variable) = unquote(left))], {:., meta, [variable | name]}}
    end
  end

  defp evaluated(form), do: {[], form}

  defp tail(context, callee) do
    tail = told(context, :tail, [context.token, Macro.escape(callee)])
    Actions.steps(context, :before_return) ++ if(context.calls?, do: [tail], else: [])
  end

  @doc """
  The call that tells the runtime of what happens at the site. A macro runs wherever somebody compiles what uses it, and where
  the runtime is not there, nothing is told.
  """
  def told(context, function, arguments) do
    site = {:%{}, [], context.site}

    call =
      quote(generated: true, do: unquote(context.runtime).unquote(function)(unquote_splicing([site | arguments])))

    if context.macro? do
      quote generated: true do
        try do
          unquote(call)
        catch
          :error, :undef -> nil
        end
      end
    else
      call
    end
  end

  defp literal?(term), do: is_atom(term) or is_number(term) or is_binary(term)

  # Evaluating it does nothing and cannot fail.
  defp simple?({name, _, context}) when is_atom(name) and is_atom(context),
    do: name not in [:__STACKTRACE__, :__ENV__]

  defp simple?(term), do: literal?(term) or term == []
end
