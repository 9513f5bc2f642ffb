defmodule Spile.Probe.Code do
  @moduledoc false
  # Code that the user supplies. Its variables are its own: of the program's it sees those that it was given, as copies,
  # and the implicit ones (`result`; `error`, `reason` and `stacktrace`).
  #
  # Code that was quoted keeps its hygiene: aliases and imports mean what they meant where it was quoted. All of it runs on the
  # line where it stands; what the compiler says of it names the injection instead of a file, which is what `:keep` is for.

  alias Spile.Probe.{Steps, Unbound}

  @context :spile_code

  @doc """
  What `code` of `moment` expands to. It is given `variables`, by name, which have `context` in the program's tree; one that is not there
  is nil.
  """
  def expand(code, moment, {_, _} = variables, implicit, env) do
    name = name(moment, code, env)

    case read(code, name) do
      {:ok, quoted} -> with_variables(quoted, name, variables, implicit, env)
      :error -> nil
    end
  end

  defp with_variables(quoted, injection, {variables, context}, implicit, env) do
    counter = System.unique_integer([:positive])

    given =
      implicit ++ for name <- variables, not Keyword.has_key?(implicit, name), do: {name, value(name, context, env)}

    refuse_unbound(quoted, injection, Keyword.keys(given), context, env)
    used = names(quoted)
    bound = for {name, value} <- given, name in used, do: {:=, [generated: true], [own(name, [], counter), value]}
    code = quoted |> rename(Keyword.keys(given), counter) |> placed(injection, env)
    {:__block__, [generated: true], bound ++ [by_itself(code), nil]}
  end

  defp value(name, context, env),
    do: if(Macro.Env.has_var?(env, {name, context}), do: {name, Steps.read(), context})

  @doc "The program's variables where it stands, by name."
  def there(context, env),
    do: for({name, ^context} <- Macro.Env.vars(env), not match?("_" <> _, Atom.to_string(name)), do: name)

  # In a clause, aliases and imports are the code's own. A variable or a literal that it ends with is one that nothing uses, which is no
  # mistake.
  defp by_itself(code) do
    quote generated: true do
      _ =
        case nil do
          _ -> unquote(code)
        end
    end
  end

  defp own(name, meta, counter), do: {name, [generated: true, counter: counter] ++ meta, @context}

  # Variables of quoted code have a context already, but for those that are given.
  defp rename(quoted, given, counter) do
    Macro.prewalk(quoted, fn
      {name, meta, context} when is_atom(name) and is_atom(context) ->
        own? = name in given or context == nil

        if own? and not special?(name),
          do: own(name, Keyword.take(meta, [:line]), counter),
          else: {name, meta, context}

      {form, meta, arguments} when is_list(meta) ->
        {form, Keyword.put(meta, :generated, true), arguments}

      other ->
        other
    end)
  end

  defp special?(name), do: name in [:_, :__MODULE__, :__DIR__, :__ENV__, :__CALLER__, :__STACKTRACE__]

  # To the program it is on the line where it stands, to the compiler on its own.
  defp placed(quoted, injection, env) do
    injection = "#{Path.relative_to_cwd(env.file)}:#{env.line}: #{injection}"

    Macro.prewalk(quoted, fn
      {form, meta, arguments} when is_list(meta) ->
        kept = {injection, meta[:line] || 1}

        {form, meta |> Keyword.drop([:column]) |> Keyword.put(:line, env.line) |> Keyword.put_new(:keep, kept),
         arguments}

      other ->
        other
    end)
  end

  defp refuse_unbound(quoted, injection, given, context, env) do
    case Unbound.names(quoted, env) -- given do
      [] ->
        :ok

      [name | _] ->
        raise CompileError,
          file: env.file,
          line: env.line,
          description: injection <> ": " <> unbound(name, there(context, env), given)
    end
  end

  defp unbound(name, there, given) do
    if name in there do
      "the variable \"#{name}\" of the program is not among its `context_vars`: `context_vars: [#{inspect(name)}]` gives it to it"
    else
      seen = Enum.uniq(given ++ Enum.sort(there))
      can_be = if seen == [], do: "none can", else: Enum.map_join(seen, ", ", &Atom.to_string/1) <> " can"
      "undefined variable \"#{name}\": of the program's variables there, #{can_be} be given to it with `context_vars`"
    end
  end

  @doc "Whether code mentions a variable."
  def uses?({:quoted, quoted}, name), do: name in names(quoted)

  def uses?(text, name) when is_binary(text) do
    case Code.string_to_quoted(text) do
      {:ok, quoted} -> name in names(quoted)
      {:error, _} -> false
    end
  end

  def uses?(_, _name), do: true

  defp names(quoted) do
    {_, names} =
      Macro.prewalk(quoted, [], fn
        {name, _, context} = node, names when is_atom(name) and is_atom(context) -> {node, [name | names]}
        node, names -> {node, names}
      end)

    Enum.uniq(names)
  end

  defp read({:quoted, quoted}, _injection), do: {:ok, quoted}

  defp read(text, injection) when is_binary(text) do
    with {:error, {_, message, token}} <- Code.string_to_quoted(text) do
      message = if is_tuple(message), do: message |> Tuple.to_list() |> Enum.join(), else: message
      IO.warn("spile: #{injection} cannot be read, and is left out: #{message}#{token}", [])
      :error
    end
  end

  defp read(_, _injection), do: :error

  ## What an injection is called

  # `code before return of Shop.total/2, "IO.puts(result)"`
  defp name(moment, code, env), do: "code #{point(moment)} #{target(env)}, #{inspect(shown(code))}"

  defp point(:entry), do: "at entry of"
  defp point(:before_return), do: "before return of"
  defp point(:on_error), do: "on error of"
  defp point(:before_node), do: "before a node of"
  defp point({:line, line}), do: "at line #{line} of"

  defp target(%{module: module, function: {name, arity}}),
    do: "#{inspect(module)}.#{Macro.inspect_atom(:remote_call, name)}/#{arity}"

  defp target(env), do: inspect(env.module)

  @shown 60

  # As much as a line has room for.
  defp shown({:quoted, quoted}), do: quoted |> Macro.to_string() |> shown()

  defp shown(text) when is_binary(text) do
    text = text |> String.split() |> Enum.join(" ")
    if String.length(text) > @shown, do: String.slice(text, 0, @shown) <> "...", else: text
  end

  defp shown(_), do: ""
end
