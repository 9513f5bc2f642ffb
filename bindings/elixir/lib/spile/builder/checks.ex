defmodule Spile.Builder.Checks do
  @moduledoc false
  # What a configuration can have wrong that can be told from its terms alone.

  alias Spile.{Builder, Formatter, Native}

  @entry_exit [:capture_args, :capture_return, :log_duration, :log_errors]
  @function_options [:log_entry_exit, :capture_variables]
  @moments [:entry, :before_return, :on_error]
  @targets [:all, :public, :private]

  def problems(%Builder{} = config) do
    List.flatten([
      Enum.map(list(config.options), &new_option/1),
      Enum.map(list(config.functions), &functions/1),
      Enum.map(list(config.patterns), &pattern/1),
      Enum.map(list(config.variables), &variables/1),
      Enum.map(list(config.expressions), &expression/1),
      Enum.map(list(config.injections), &injection/1),
      one_of(:output_target, config.output_target, [:console, :stderr]),
      one_of(:output_format, config.output_format, Formatter.formats()),
      one_of(:output_colors, config.output_colors, [:auto, true, false]),
      one_of(:tail_calls, config.tail_calls, [:keep, :await]),
      one_of(:anonymous_functions, config.anonymous_functions, [true, false]),
      one_of(:verbose_mode, config.verbose_mode, [true, false])
    ])
  end

  def problems(other), do: problem(:configuration, other, "is no configuration", "`Spile.new/1` starts one")

  defp list(list) when is_list(list), do: list
  defp list(other), do: [other]

  defp new_option({:of, :output_to, opts}), do: keywords(:output_to, opts, [:format], fn _ -> [] end)
  defp new_option({:of, kind, opts, known}), do: keywords(kind, opts, known, fn _ -> [] end)
  defp new_option({name, _}), do: unknown(:option, name, Builder.options(), "is no option of `Spile.new/1`")
  defp new_option(other), do: problem(:option, other, "is no option of `Spile.new/1`", "options are keywords")

  ## Functions

  defp functions({target, opts}),
    do: [target(target), keywords(:functions, opts, @function_options, &function_option/1)]

  defp functions(other), do: problem(:function_target, other, "is no target with options", nil)

  defp target(target) when target in @targets, do: []

  defp target({word, names}) when word in [:only, :except] do
    cond do
      not proper?(names) ->
        problem(:function_target, names, "is no list of functions", "`{:#{word}, [:name, {:name, 1}]}`")

      word == :only and names == [] ->
        problem(:function_target, {word, names}, "names no function", nil)

      true ->
        for(name <- names, not function_name?(name), do: not_a_function(name))
    end
  end

  defp target({name, arity} = one) when is_atom(name) and is_integer(arity),
    do: if(function_name?(one), do: [], else: not_a_function(one))

  defp target({module, name, _} = one) when is_atom(module) and is_atom(name),
    do: if(function_name?(one), do: [], else: not_a_function(one))

  defp target(target) when is_atom(target) and target not in [nil, true, false],
    do:
      unknown(
        :function_target,
        target,
        @targets,
        "is no target",
        "or `{:only, [#{inspect(target)}]}` for the function of this name"
      )

  defp target(target),
    do:
      problem(
        :function_target,
        target,
        "is no target",
        "known are :all, :public, :private, {:only, names} and {:except, names}"
      )

  defp not_a_function(name),
    do:
      problem(
        :function_target,
        name,
        "names no function",
        "a function is `:name`, `{:name, arity}` or `{Module, :name, arity}`"
      )

  defp function_name?(name) when is_atom(name), do: name not in [nil, true, false]
  defp function_name?({name, arity}), do: function_name?(name) and arity?(arity)
  defp function_name?({module, name, arity}), do: is_atom(module) and function_name?(name) and arity?(arity)
  defp function_name?(_), do: false

  defp arity?(arity), do: is_integer(arity) and arity in 0..255

  defp function_option({:log_entry_exit, value}) when is_boolean(value), do: []

  defp function_option({:log_entry_exit, opts}),
    do: keywords(:log_entry_exit, opts, @entry_exit, &entry_exit_option/1)

  defp function_option({:capture_variables, []}), do: []

  defp function_option({:capture_variables, opts}) do
    if Keyword.keyword?(opts),
      do: [
        keywords(:capture_variables, opts, [:variables, :at], fn _ -> [] end),
        names(Keyword.get(opts, :variables, :all)),
        point(:capture_point, Keyword.get(opts, :at, :before_return), @moments)
      ],
      else: names(opts)
  end

  defp entry_exit_option({_, value}) when is_boolean(value), do: []

  defp entry_exit_option({name, value}),
    do: problem(:log_entry_exit, {name, value}, "is neither true nor false", nil)

  ## Patterns

  defp pattern(name) when is_atom(name) and name not in [nil, true, false] do
    unknown(:pattern, name, Builder.patterns(), "is no pattern")
  end

  defp pattern(other),
    do: problem(:pattern, other, "is no pattern", "patterns are atoms, such as :genserver_callbacks")

  ## Variables

  defp variables({names, opts}) do
    [
      names(names),
      keywords(:capture_variables, opts, [:at], fn {:at, at} -> point(:capture_point, at, @moments) end)
    ]
  end

  defp variables(other), do: problem(:variables, other, "is no list of variables with options", nil)

  defp names([]), do: problem(:variables, [], "names no variable", ":all are all of them")
  defp names(names), do: each_name(names)

  defp each_name(:all), do: []

  defp each_name(names) do
    if proper?(names),
      do:
        for(
          name <- names,
          not variable?(name),
          do: problem(:variables, name, "names no variable", "variables are atoms")
        ),
      else: problem(:variables, names, "is neither a list of variables nor :all", nil)
  end

  defp variable?(name), do: is_atom(name) and name not in [nil, true, false]

  ## Expressions

  defp expression({:not_a_list, []}),
    do: problem(:expression, [], "names no expression", "`[quote(do: f(x))]`")

  defp expression({:not_a_list, other}),
    do: problem(:expression, other, "is no list of expressions", "`[quote(do: f(x))]`")

  defp expression({code, opts}) do
    boolean = fn {_, value} ->
      if is_boolean(value), do: [], else: problem(:expression, value, "is neither true nor false", nil)
    end

    [code(:expression, code), keywords(:track_expressions, opts, [:log_intermediate], boolean)]
  end

  defp expression(other), do: problem(:expression, other, "is no expression with options", nil)

  ## Injections

  defp injection({point, code, opts}) do
    [
      point(:injection_point, point, @moments),
      code(:code, code),
      keywords(:injection, opts, [:context_vars], fn {:context_vars, names} -> context(names) end)
    ]
  end

  defp injection(other), do: problem(:injection_point, other, "is no point with code and options", nil)

  defp context(:all), do: problem(:context_vars, :all, "is no list of variables", "name those that the code uses")

  defp context(names) do
    if proper?(names),
      do: each_name(names),
      else: problem(:context_vars, names, "is no list of variables", "`context_vars: [:name]`")
  end

  defp code(kind, text) when is_binary(text),
    do: if(String.valid?(text), do: [], else: problem(kind, text, "is no UTF-8, which all Elixir source is", nil))

  defp code(kind, quoted) do
    case Macro.validate(quoted) do
      :ok ->
        []

      {:error, part} ->
        problem(kind, part, "is no quoted code", "`quote do: ...` gives some, and text is taken as well")
    end
  end

  # What the NIF has room for.
  @last_line 4_294_967_295

  defp point(_, {:line, line}, _) when is_integer(line) and line in 1..@last_line, do: []

  defp point(kind, {:line, line}, _),
    do: problem(kind, {:line, line}, "is no line", "lines count from 1, to at most #{@last_line}")

  defp point(:injection_point, {:before, id}, _) when is_binary(id) do
    if String.valid?(id), do: [], else: no_id(id)
  end

  defp point(:injection_point, {:before, other}, _), do: no_id(other)

  defp point(kind, point, moments) when is_atom(point),
    do: unknown(kind, point, moments, "is no point", "or {:line, number}")

  defp point(kind, point, moments),
    do: problem(kind, point, "is no point", "known are #{known(moments)} and {:line, number}")

  defp no_id(other),
    do: problem(:injection_point, other, "is no node ID", "node IDs are text, such as \"Shop#total/2\"")

  ## Words

  defp keywords(kind, opts, known, check) do
    if proper?(opts) and Keyword.keyword?(opts) do
      for {name, _} = option <- opts do
        if name in known, do: check.(option), else: unknown(kind, name, known, "is no option")
      end
    else
      problem(kind, opts, "are no options", "options come last, and known are #{known(known)}")
    end
  end

  defp one_of(kind, value, known) do
    cond do
      value in known ->
        []

      is_atom(value) ->
        unknown(kind, value, known, "is no #{kind |> Atom.to_string() |> String.replace("_", " ")}")

      true ->
        problem(
          kind,
          value,
          "is no #{kind |> Atom.to_string() |> String.replace("_", " ")}",
          "known are #{known(known)}"
        )
    end
  end

  defp unknown(kind, word, known, message, more \\ nil) do
    if word in known do
      []
    else
      {:ok, near} = Native.ask({:nearest, to_string(word), Enum.map(known, &to_string/1)})

      advice =
        if near, do: "did you mean #{inspect(String.to_existing_atom(near))}?", else: "known are #{known(known)}"

      problem(kind, word, message, Enum.join([advice | List.wrap(more)], ", "))
    end
  end

  defp problem(kind, value, message, advice) do
    [{kind, %{value: value, message: "#{shown(value)} #{message}", advice: advice}}]
  end

  @shown 80

  # Code as it is written, and no more of anything than fits a line.
  defp shown(value) do
    text =
      if match?({_, meta, _} when is_list(meta), value) and Macro.validate(value) == :ok,
        do: "`#{Macro.to_string(value)}`",
        else: inspect(value, printable_limit: @shown)

    if String.length(text) > @shown, do: String.slice(text, 0, @shown) <> "...", else: text
  end

  defp known(words), do: Enum.map_join(words, ", ", &inspect/1)

  defp proper?(list), do: is_list(list) and List.improper?(list) == false
end
