defmodule Spile.Runtime do
  @moduledoc """
  What woven code calls when it runs, and nothing else of Spile's: a recorder takes this module's place.

  A site is a literal map: `:id`, `:module`, `:name`, `:arity`, `:clause`, `:file`, `:line`, and the options of `Spile.Console`. That of
  an anonymous function has the name and arity of the function it is in, and as `:fun` its line, and which one on that line it is.
  `duration: true` has the exit tell how long it took; `return: false` leaves out what is returned. Nothing here raises, and
  what is returned has no meaning but for the token of `enter/2`.
  """

  alias Spile.Console

  @type site :: %{required(atom) => term}
  @opaque token :: integer

  @doc "A function is entered; `args` is nil when they are not asked for, else `[{name, value}]`."
  @spec enter(site, [{atom, term}] | nil) :: token
  def enter(site, args) do
    Console.emit(site, fn ->
      event = event(site, :entry)
      if args, do: Map.put(event, :args, Enum.map(args, fn {_name, value} -> value end)), else: event
    end)

    :erlang.monotonic_time()
  end

  @doc "It returns `value`."
  # No spec here and where an expression's value is told: Dialyzer takes a call for one that fails when an argument that has a spec
  # never comes to be, and a loop that goes on for ever for one that ends so.
  def leave(site, token, value) do
    Console.emit(site, fn ->
      event = event(site, :exit)
      event = if Map.get(site, :return, true), do: Map.put(event, :result, value), else: event
      timed(event, site, token)
    end)
  end

  @doc "It returns, and what is not asked for."
  @spec leave(site, token) :: :ok
  def leave(site, token), do: Console.emit(site, fn -> site |> event(:exit) |> timed(site, token) end)

  @doc "It ends in a call that takes its place: of `{module, name, arity}`, or of a function without a name."
  @spec tail(site, token, mfa | nil) :: :ok
  def tail(site, token, callee) do
    Console.emit(site, fn -> site |> event(:tail_call) |> Map.put(:callee, callee) |> timed(site, token) end)
  end

  @doc "Something leaves it that is raised, thrown, or exited with."
  @spec raised(site, token, :error | :throw | :exit, term, Exception.stacktrace()) :: :ok
  def raised(site, token, kind, reason, stacktrace) do
    Console.emit(site, fn ->
      site
      |> event(:raised)
      |> Map.merge(%{kind: kind, reason: normalized(kind, reason, stacktrace)})
      |> timed(site, token)
    end)
  end

  @doc "Code of the user's, which runs at that moment, raises, throws or exits, and the program goes on."
  @spec failed(site, :on_error, :error | :throw | :exit, term, Exception.stacktrace()) :: :ok
  def failed(site, at, kind, reason, stacktrace) do
    Console.emit(site, fn ->
      site |> event(:error) |> Map.merge(%{at: at, kind: kind, reason: normalized(kind, reason, stacktrace)})
    end)
  end

  @doc "Variables have these values."
  @spec variables(site, :entry | :before_return | :on_error | {:line, pos_integer}, [{atom, term}]) :: :ok
  def variables(site, at, variables) do
    Console.emit(site, fn ->
      site |> event(:variable_capture) |> Map.merge(%{at: at, variables: variables})
    end)
  end

  @doc "An expression has a value."
  def expression(site, line, code, value) do
    Console.emit(site, fn ->
      site |> event(:expression) |> Map.merge(%{line: line, code: code, value: value})
    end)
  end

  # All of that is done where what is woven tells nothing: the program can be Elixir's own `Enum`.
  defp event(site, type) do
    event = %{type: type, module: site[:module], function: site[:name], arity: site[:arity], node_id: site[:id]}
    if site[:fun], do: Map.put(event, :fun, site.fun), else: event
  end

  defp timed(event, site, token) do
    if Map.get(site, :duration, false) and is_integer(token) do
      elapsed = System.convert_time_unit(:erlang.monotonic_time() - token, :native, :microsecond)
      Map.put(event, :duration_us, elapsed)
    else
      event
    end
  end

  # An error's `blame` or a broken exception module could raise.
  defp normalized(:error, reason, stacktrace) do
    Exception.normalize(:error, reason, stacktrace)
  catch
    _, _ -> reason
  end

  defp normalized(_kind, reason, _stacktrace), do: reason
end
