defmodule Spile.Console do
  @moduledoc """
  Prints events.

  What `ElixirAST.Output.Console` names is here by the same names: `log_event/1`, `log_function_entry/4`,
  `log_function_exit/4`, `log_variable_capture/4`, `log_expression_value/4`, `log_error/5`, `log_value/2`, and the shorter
  `log_entry/2`, `log_exit/2`, `log_variable/3` by node ID. All give `:ok`, whatever becomes of the output: a device that is
  closed, or a value that cannot be inspected, never disturbs the program.

  What is printed is there when the function returns, so that it stands in order with what the program prints. A device that has not
  answered within a second is not waited for any more: what comes until it answers is dropped, and when it does, it is told how many
  events those were, as `[DROPPED] events = 17`.

  Options, in an event under the same names and in the last argument of those that have one:

    * `:format` - `:simple` (default), `:detailed` or `:json`
    * `:output` - `:console` (default: the group leader, that is standard output), `:stderr`, or a device
    * `:colors` - `:auto` (default: on a terminal, unless `NO_COLOR` is set), `true` or `false`
  """

  alias Spile.Console.{Output, Quiet}
  alias Spile.Formatter

  @options [:format, :output, :colors]

  @doc "Prints an event: see `Spile.Formatter`. Time and process are those of the caller, unless the event tells others."
  @spec log_event(map) :: :ok
  def log_event(event) when is_map(event), do: emit(Map.take(event, @options), fn -> Map.drop(event, @options) end)

  @doc "The module's function is entered. Options: `:arity` when it is not the number of arguments, and those above."
  @spec log_function_entry(module, atom, [term], keyword) :: :ok
  def log_function_entry(module, function, args, opts \\ []) do
    log_event(
      with_options(%{type: :entry, module: module, function: function, arity: length(args), args: args}, opts)
    )
  end

  @doc "The module's function returns. Options: `:arity`, `:duration_us`, and those above."
  @spec log_function_exit(module, atom, term, keyword) :: :ok
  def log_function_exit(module, function, result, opts \\ []) do
    log_event(with_options(%{type: :exit, module: module, function: function, result: result}, opts))
  end

  @doc "A variable has a value. Options: `:at`, and those above."
  @spec log_variable_capture(Spile.node_id(), atom, term, keyword) :: :ok
  def log_variable_capture(node_id, variable, value, opts \\ []) do
    log_event(with_options(%{type: :variable_capture, node_id: node_id, variables: [{variable, value}]}, opts))
  end

  @doc "An expression has a value. Options: `:line`, and those above."
  @spec log_expression_value(Spile.node_id(), String.t(), term, keyword) :: :ok
  def log_expression_value(node_id, code, value, opts \\ []) do
    log_event(with_options(%{type: :expression, node_id: node_id, code: code, value: value}, opts))
  end

  @doc "Something was raised, thrown, or exited with, as `kind` tells."
  @spec log_error(Spile.node_id() | String.t(), atom, term, list, keyword) :: :ok
  def log_error(node_id, kind, reason, stacktrace \\ [], opts \\ []) do
    event = %{type: :error, node_id: node_id, kind: kind, reason: reason, stacktrace: stacktrace}
    log_event(with_options(event, opts))
  end

  @doc "A value, with a label."
  @spec log_value(String.t(), term, keyword) :: :ok
  def log_value(label, value, opts \\ []),
    do: log_event(with_options(%{type: :value, label: label, value: value}, opts))

  @doc "The function with this node ID is entered, with a map, keywords or a list of its arguments; nil are none."
  @spec log_entry(Spile.node_id(), map | keyword | list | nil, keyword) :: :ok
  def log_entry(node_id, args, opts \\ []),
    do: log_event(with_options(Map.put(arguments(args), :node_id, node_id), opts))

  defp arguments(nil), do: %{type: :entry}
  defp arguments(args) when is_map(args), do: %{type: :entry, variables: Map.to_list(args)}

  defp arguments(args) when is_list(args),
    do: if(Keyword.keyword?(args), do: %{type: :entry, variables: args}, else: %{type: :entry, args: args})

  @doc "The function with this node ID returns."
  @spec log_exit(Spile.node_id(), term, keyword) :: :ok
  def log_exit(node_id, result, opts \\ []),
    do: log_event(with_options(%{type: :exit, node_id: node_id, result: result}, opts))

  @doc "A variable in the function with this node ID has a value."
  @spec log_variable(Spile.node_id(), String.t() | atom, term, keyword) :: :ok
  def log_variable(node_id, name, value, opts \\ []), do: log_variable_capture(node_id, name, value, opts)

  defp with_options(event, opts), do: Enum.into(opts, event)

  # An `Inspect` implementation, or a device, can be woven itself, and what events are made with can be, too: what is done while we
  # print is not printed.
  @doc false
  @spec emit(map, (() -> map)) :: :ok
  def emit(options, event), do: Quiet.run(fn -> print(event.(), options) end)

  defp print(event, options) do
    format = options[:format] || :simple
    event = if format == :simple, do: event, else: Map.merge(%{timestamp: DateTime.utc_now(), pid: self()}, event)
    Output.write(device(options[:output]), text(event, format, options[:colors]))
  end

  defp text(event, :json, _), do: Formatter.format_json(event)

  defp text(event, format, colors) do
    {color, tag, rest} = Formatter.parts(event, format)
    colored = [color, tag, "\e[0m", rest]

    cond do
      colors == true -> colored
      colors == false or System.get_env("NO_COLOR") not in [nil, ""] -> [tag, rest]
      true -> {:for_terminal, colored, [tag, rest]}
    end
  end

  defp device(nil), do: :erlang.group_leader()
  defp device(:console), do: :erlang.group_leader()
  defp device(:stderr), do: :standard_error
  defp device(device), do: device
end
