defmodule Spile.Probe.Exit do
  @moduledoc false
  # The calls of the runtime where functions are entered and left.
  #
  #     f(a, {:b, c})  ->     Runtime.tail(site, token, {M, :f, 2}); f(a, {:b, c})
  #     f(a, g(b))     ->     f(a, (last = g(b); Runtime.tail(site, token, {M, :f, 2}); last))
  #     a + b          ->     value = a + b; Runtime.leave(site, token, value); value
  #
  # A call at the end of a function stays one: arguments are evaluated from left to right, so what is told with the last
  # of them is told right before the call. Where evaluating them does nothing, it is told before all of them: the compiler
  # prints calls in its warnings, and then it prints what was written.

  alias Spile.Probe.{Actions, Callee, Simple, Steps, Walk}

  @doc "The probe at the entry."
  def enter(context, arguments) do
    Steps.bind(context.token, told(context, :enter, [arguments]))
  end

  @doc "Around a body whose exceptions are told."
  def guarded(body, %{guard?: false}), do: body

  def guarded(body, context) do
    kind = Steps.hidden(:_kind, __MODULE__)
    reason = Steps.hidden(:_reason, __MODULE__)
    stacktrace = Steps.hidden(:_stacktrace, __MODULE__)
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
    if Simple.literal?(expression) and not context.await? do
      variable(expression, context)
    else
      Steps.behind(expression, &leaving(context, &1), context.around)
    end
  end

  @doc "The end of a function that is the value of a variable, which is there already."
  def variable(variable, context) do
    # What can be said of reading it is said once.
    read = with {name, meta, of} <- variable, do: {name, [generated: true] ++ meta, of}
    Steps.before(leaving(context, read), variable)
  end

  defp leaving(context, value) do
    left = told(context, :leave, if(context.value?, do: [context.token, value], else: [context.token]))
    Actions.steps(context, :before_return, result: value) ++ if(context.calls?, do: [left], else: [])
  end

  @doc "The end of a function that is a call. `marked?` arguments are walked."
  def call({form, meta, arguments} = call, context, env) do
    case kind(call, env) do
      :as_it_is -> call
      :leaves -> {walked(form, context), meta, Enum.map(arguments, &walked(&1, context))}
      :value -> value(walked_call(call, context), context)
      :standard when context.value? -> value(walked_call(call, context), context)
      _ when context.await? -> value(walked_call(call, context), context)
      _ when not context.exits? -> walked_call(call, context)
      _ -> tail_call(call, context, tail(context, Callee.name(call, env)), env)
    end
  end

  # Calls that Elixir refuses because of what they look like, and those that never come to be made.
  defp kind({form, meta, arguments} = call, env) do
    refused? =
      Keyword.has_key?(meta, :ambiguous_op) or not (is_atom(form) or match?({:., _, _}, form)) or
        clauses?(List.last(arguments))

    if refused? or Enum.any?(arguments, &Simple.never?(&1, env)),
      do: :as_it_is,
      else: Callee.kind(call, env)
  end

  # Only a macro takes them.
  defp clauses?([{_, [{:->, _, _} | _]} | _]), do: true
  defp clauses?(_), do: false

  defp walked_call({form, meta, arguments}, context),
    do: {walked_callee(form, context), meta, Enum.map(arguments, &walked(&1, context))}

  defp walked(expression, context), do: Walk.step_if_marked(expression, context)

  defp walked_callee({:., meta, [left | name]}, context), do: {:., meta, [walked(left, context) | name]}
  defp walked_callee(form, _context), do: form

  defp tail_call({form, _, arguments} = call, context, tail, env) do
    walked = walked_call(call, context)

    cond do
      Simple.callee?(form, env) and Enum.all?(arguments, &Simple.value?(&1, env)) -> Steps.before(tail, walked)
      arguments == [] -> computed(walked, tail)
      Simple.value?(List.last(arguments), env) -> at_last_argument(walked, &Steps.before(tail, &1))
      true -> at_last_argument(walked, &Steps.behind(&1, fn _ -> tail end))
    end
  end

  defp at_last_argument({form, meta, arguments}, function),
    do: {form, meta, List.update_at(arguments, -1, function)}

  defp computed({{:., dot_meta, [left | name]}, meta, []}, tail) do
    callee = Steps.hidden(:_callee, __MODULE__)
    Steps.before([Steps.bind(callee, left) | tail], {{:., dot_meta, [callee | name]}, meta, []})
  end

  # No call that Elixir takes.
  defp computed(call, _tail), do: call

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
end
