defmodule Spile.Probe.Code do
  @moduledoc false
  # Code that the user supplies. Its variables are its own: of the program's it sees those that it was given, as copies,
  # and the implicit ones (`result`; `error`, `reason` and `stacktrace`).
  #
  # Code that was quoted keeps its hygiene: aliases and imports mean what they meant where it was quoted.

  @context :spile_code

  @doc "What `code` expands to. A variable that is not there is nil."
  def expand(code, variables, implicit, env) do
    case read(code, env) do
      {:ok, quoted} -> with_variables(quoted, variables, implicit, env)
      :error -> nil
    end
  end

  defp with_variables(quoted, variables, implicit, env) do
    counter = System.unique_integer([:positive])
    given = implicit ++ for name <- variables, not Keyword.has_key?(implicit, name), do: {name, value(name, env)}
    used = names(quoted)
    bound = for {name, value} <- given, name in used, do: {:=, [generated: true], [own(name, [], counter), value]}
    {:__block__, [generated: true], bound ++ [rename(quoted, Keyword.keys(given), counter), nil]}
  end

  defp value(name, env), do: if(Macro.Env.has_var?(env, {name, nil}), do: {name, [generated: true], nil})

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

  defp read({:quoted, quoted}, _env), do: {:ok, quoted}

  defp read(text, env) when is_binary(text) do
    with {:error, {_, message, token}} <- Code.string_to_quoted(text, line: env.line, file: env.file) do
      message = if is_tuple(message), do: message |> Tuple.to_list() |> Enum.join(), else: message
      IO.warn("spile: code that was to be injected cannot be read, and is left out: #{message}#{token}: #{text}", [])
      :error
    end
  end

  defp read(_, _env), do: :error
end
