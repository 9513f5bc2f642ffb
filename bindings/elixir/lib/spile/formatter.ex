defmodule Spile.Formatter do
  @moduledoc """
  Events as text, one line each.

  An event is a map. Known keys:

    * `:type` - `:entry`, `:exit`, `:tail_call`, `:raised`, `:variable_capture`, `:expression`, `:error`, `:value`, or a word of
      your own, whose other keys are then shown in order
    * `:module`, `:function`, `:arity` - whose event it is; `:fun` - `{line, number}` of an anonymous function in it
    * `:args` - values in order; `:variables` - `[{name, value}]`
    * `:result`, `:value`, `:reason` - shown when the key is there, `nil` too
    * `:duration_us`, `:at`, `:code`, `:callee`, `:kind`, `:stacktrace`, `:line`, `:node_id`, `:label`
    * `:timestamp` (a `DateTime`), `:pid`

  All are optional: what is missing is left out. An anonymous function is called by its line, `M.f/1 fn@12`, and by its number, from the
  second on a line: `M.f/1 fn@12~2`.

  | format | looks like |
  |---|---|
  | `:simple` | `[ENTRY] M.f/1 ARGS: [42]` |
  | `:detailed` | `[2024-05-27T10:00:00.123Z <0.123.0> ENTRY] M.f/1 ARGS: [42]` |
  | `:json` | `{"timestamp":"2024-05-27T10:00:00.123Z","pid":"<0.123.0>","type":"entry","module":"M","function":"f","arity":1,"args":[42]}` |
  """

  alias Spile.Formatter.JSON
  alias Spile.Value

  @type event :: %{optional(atom) => term}
  @type format :: :simple | :detailed | :json

  @formats [:simple, :detailed, :json]
  @doc "The formats."
  @spec formats() :: [format]
  def formats, do: @formats

  @doc "The event as a line, without a line end. With `colors: true` its tag is coloured."
  @spec format(event, format, keyword) :: String.t()
  def format(event, format, opts \\ [])
  def format(event, :json, _), do: format_json(event)

  def format(event, format, opts) do
    {color, tag, rest} = parts(event, format)
    if opts[:colors], do: color <> tag <> "\e[0m" <> rest, else: tag <> rest
  end

  @doc false
  # The tag, its colour, and what is behind it: for who does not know yet whether there are colours.
  def parts(event, format) do
    details = if format == :detailed, do: details(event), else: []
    {tag, color} = tag(event)
    rest = for part <- body(event), part not in [nil, false, ""], do: [" ", part]
    {color, "[" <> Enum.join(details ++ [tag], " ") <> "]", IO.iodata_to_binary(rest)}
  end

  @doc "`[ENTRY] M.f/1 ARGS: [42]`"
  @spec format_simple(event) :: String.t()
  def format_simple(event), do: format(event, :simple)

  @doc "`[2024-05-27T10:00:00.123Z <0.123.0> ENTRY] M.f/1 ARGS: [42]`"
  @spec format_detailed(event) :: String.t()
  def format_detailed(event), do: format(event, :detailed)

  @doc "One JSON object."
  @spec format_json(event) :: String.t()
  def format_json(event) do
    [
      timestamp: stamp(event[:timestamp]),
      pid: pid(event[:pid]),
      type: json_type(event[:type]),
      at: at_name(event[:at]),
      line: event[:line],
      module: module_name(event[:module]),
      function: event[:function],
      arity: event[:arity],
      fun: event[:fun] && fun(event.fun),
      node_id: event[:node_id],
      args: event[:args],
      code: event[:code],
      variables: variables(event[:variables]),
      callee: event[:callee] && callee(event.callee),
      kind: event[:kind],
      reason: Map.has_key?(event, :reason) && Value.text(event.reason),
      stacktrace: event[:stacktrace] && Exception.format_stacktrace(event.stacktrace),
      duration_us: event[:duration_us]
    ]
    |> Enum.filter(fn {_, value} -> value not in [nil, false] end)
    |> Kernel.++(event |> Map.take([:result, :value]) |> Map.to_list())
    |> Kernel.++(own(event))
    |> JSON.object()
  end

  @known [
           :type,
           :module,
           :function,
           :arity,
           :fun,
           :args,
           :variables,
           :result,
           :value,
           :duration_us,
           :at,
           :code,
           :callee
         ] ++
           [:kind, :reason, :stacktrace, :line, :node_id, :timestamp, :pid, :label]
  @types [:entry, :exit, :tail_call, :raised, :variable_capture, :expression, :error, :value]

  # What only the event's author knows.
  defp own(event), do: event |> Map.drop(@known) |> Enum.sort()

  defp json_type(nil), do: "event"
  defp json_type(:raised), do: "exit"
  defp json_type(:tail_call), do: "exit"
  defp json_type(type), do: type

  defp details(event), do: Enum.reject([stamp(event[:timestamp]), pid(event[:pid])], &is_nil/1)

  @green "\e[32m"
  @blue "\e[34m"
  @yellow "\e[33m"
  @cyan "\e[36m"
  @red "\e[31m"
  @magenta "\e[35m"

  defp tag(%{type: :entry}), do: {"ENTRY", @green}
  defp tag(%{type: type}) when type in [:exit, :tail_call], do: {"EXIT", @blue}
  defp tag(%{type: :raised}), do: {"EXIT", @red}
  defp tag(%{type: :variable_capture} = event), do: {Enum.join(["VAR_CAPTURE" | place(event[:at])], " "), @yellow}
  defp tag(%{type: :expression}), do: {"EXPRESSION_TRACK", @cyan}
  defp tag(%{type: :error}), do: {"ERROR", @red}
  defp tag(%{type: :value}), do: {"VALUE", @cyan}

  defp tag(%{type: type}) when is_atom(type) and not is_nil(type),
    do: {type |> Atom.to_string() |> String.upcase(), @magenta}

  defp tag(_), do: {"EVENT", @magenta}

  defp place({:line, line}), do: ["AT LINE #{line}"]
  defp place(:entry), do: ["AT ENTRY"]
  defp place(at) when is_atom(at) and not is_nil(at), do: [at |> Atom.to_string() |> String.upcase()]
  defp place(_), do: []

  defp body(%{type: :entry} = event),
    do: [name(event) || event[:node_id], event[:args] && "ARGS: " <> args(event.args), pairs(event[:variables])]

  # Two spaces, so that names stand below those of entries.
  defp body(%{type: :exit} = event), do: [indented(event), returned(event), duration(event)]

  defp body(%{type: :tail_call} = event),
    do: [indented(event), "TAIL CALL: " <> callee(event[:callee]), duration(event)]

  defp body(%{type: :raised} = event), do: [indented(event), left(event), duration(event)]
  defp body(%{type: :variable_capture} = event), do: [pairs(event[:variables])]

  defp body(%{type: :expression} = event),
    do: [event[:code] && on_one_line(event.code), Map.has_key?(event, :value) && "VALUE: " <> Value.text(event.value)]

  defp body(%{type: :error} = event),
    do: [name(event) || event[:node_id] || event[:label] | code_at(event[:at])] ++ [left(event)]

  defp body(%{type: :value} = event),
    do: [event[:label] && "#{event.label}:", Map.has_key?(event, :value) && Value.text(event.value)]

  defp body(event),
    do: [
      name(event),
      event |> Map.drop([:type, :timestamp, :pid, :module, :function, :arity, :fun]) |> Enum.sort() |> pairs()
    ]

  # What was written on several lines.
  defp on_one_line(code), do: code |> to_string() |> String.replace(~r/\s*\R\s*/u, " ")

  # The user's code failed, not the function.
  defp code_at(nil), do: []
  defp code_at(at), do: ["CODE" | place(at)]

  defp indented(event) do
    case name(event) || event[:node_id] do
      nil -> nil
      name -> " " <> name
    end
  end

  defp returned(%{result: result}), do: "RETURNED: " <> Value.text(result)
  defp returned(_), do: nil

  defp duration(%{duration_us: duration}) when is_integer(duration), do: "DURATION: #{duration} us"
  defp duration(_), do: nil

  defp left(%{kind: :throw} = event), do: "THREW: " <> Value.text(event[:reason])
  defp left(%{kind: :exit} = event), do: "EXITED: " <> Value.text(event[:reason])
  defp left(%{reason: reason}), do: "RAISED: " <> Value.text(reason)
  defp left(_), do: nil

  defp name(%{fun: fun} = event), do: Enum.join(List.wrap(name(Map.delete(event, :fun))) ++ [fun(fun)], " ")
  defp name(%{module: module, function: function, arity: arity}), do: name(module, function, arity)
  defp name(%{module: module, function: function}), do: "#{module_name(module)}.#{function_name(function)}"
  defp name(_), do: nil

  defp name(module, function, arity), do: "#{module_name(module)}.#{function_name(function)}/#{arity}"

  defp fun({line, 1}), do: "fn@#{line}"
  defp fun({line, number}), do: "fn@#{line}~#{number}"
  defp fun(other), do: Value.text(other)

  defp callee({module, function, arity}), do: name(module, function, arity)
  defp callee(_), do: "an anonymous function"

  defp function_name(function) when is_atom(function), do: Macro.inspect_atom(:remote_call, function)
  defp function_name(function), do: to_string(function)

  defp module_name(nil), do: nil
  defp module_name(module) when is_atom(module), do: inspect(module)
  defp module_name(module), do: to_string(module)

  # Never as a charlist, whatever the arguments are.
  defp args(args) when is_list(args), do: "[" <> Enum.map_join(args, ", ", &Value.text/1) <> "]"
  defp args(args), do: Value.text(args)

  defp variables(nil), do: nil
  defp variables(pairs), do: Map.new(pairs)

  defp pairs(nil), do: nil
  defp pairs(pairs), do: Enum.map_join(pairs, ", ", fn {name, value} -> "#{name} = #{Value.text(value)}" end)

  defp at_name({:line, line}), do: "line #{line}"
  defp at_name(at), do: at

  defp stamp(%DateTime{} = time), do: time |> DateTime.truncate(:millisecond) |> DateTime.to_iso8601()
  defp stamp(_), do: nil

  defp pid(pid) when is_pid(pid), do: pid |> :erlang.pid_to_list() |> List.to_string()
  defp pid(_), do: nil

  @doc "The words of `:type` that have a look of their own."
  @spec types() :: [atom]
  def types, do: @types
end
