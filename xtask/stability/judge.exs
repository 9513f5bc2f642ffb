# Says whether two definitions are the same but for their own name and that of their module, by Elixir's own syntax trees.
#
# Questions and answers are packets of four bytes of length and a body. A question is two sides in the external term format,
# `[{text, line, name, module}, ...]`, with the line of a definition's name. An answer is one byte: `=`, `n` for not equal, `?` when
# one of the texts is no program of this Elixir or has no such definition.

defmodule Judge do
  @functions [:def, :defp, :defmacro, :defmacrop, :defguard, :defguardp, :defdelegate]
  @modules [:defmodule, :defprotocol, :defimpl]

  def serve do
    loop(Port.open({:fd, 0, 1}, [:binary, :eof, packet: 4]))
  end

  defp loop(port) do
    receive do
      {^port, {:data, question}} ->
        Port.command(port, answer(:erlang.binary_to_term(question)))
        loop(port)

      {^port, :eof} ->
        System.halt(0)
    end
  end

  defp answer(sides) do
    case Enum.map(sides, &bare/1) do
      [nil, _] -> "?"
      [_, nil] -> "?"
      [one, one] -> "="
      _ -> "n"
    end
  end

  defp bare({text, line, name, module}) do
    with definitions when is_list(definitions) <- definitions(text) do
      on_line = for {^line, known, node} <- definitions, do: {known, node}

      case {List.keyfind(on_line, name, 0), on_line} do
        {{_, node}, _} -> blotted(node, name, module)
        {nil, [{nil, node}]} -> blotted(node, name, module)
        _ -> nil
      end
    end
  end

  # The line and name of each definition, and all of it; no name where the compiler finds it out.
  defp definitions(text) do
    remembered({:definitions, :erlang.md5(text)}, fn ->
      case Code.string_to_quoted(text, emit_warnings: false) do
        {:ok, tree} ->
          {_, found} = Macro.prewalk(tree, [], fn node, found -> {node, List.wrap(definition(node)) ++ found} end)
          found

        {:error, _} ->
          nil
      end
    end)
  end

  defp definition({kind, _, [head | _]} = node) when kind in @functions, do: head(head, node)

  defp definition({kind, _, [{:__aliases__, meta, parts} | _]} = node) when kind in @modules,
    do: {meta[:line], List.last(parts) |> to_name(), node}

  defp definition({kind, meta, [_ | _]} = node) when kind in @modules, do: {meta[:line], nil, node}
  defp definition(_), do: nil

  defp head({:when, _, [head | _]}, node), do: head(head, node)
  defp head({:unquote, meta, _}, node), do: {meta[:line], nil, node}
  defp head({{:unquote, meta, _}, _, _}, node), do: {meta[:line], nil, node}
  defp head({name, meta, _}, node) when is_atom(name), do: {meta[:line], Atom.to_string(name), node}
  defp head(_, _), do: nil

  defp to_name(part) when is_atom(part), do: Atom.to_string(part)
  defp to_name(_), do: nil

  # Without places, and with the names of the definition and its module told from no other.
  defp blotted({kind, _, [_ | rest]}, name, module) when kind in @modules,
    do: bare_term([kind, rest], name, module)

  defp blotted(node, name, module), do: bare_term(node, name, module)

  defp bare_term({:__aliases__, _, parts} = alias, name, module) do
    if Enum.all?(parts, &is_atom/1) do
      written = Enum.map_join(parts, ".", &Atom.to_string/1)

      cond do
        written == name or written == module -> {:alias, ""}
        String.starts_with?(written, module <> ".") -> {:alias, String.replace_prefix(written, module, "")}
        true -> {:alias, written}
      end
    else
      {elem(alias, 0), bare_term(parts, name, module)}
    end
  end

  defp bare_term({:., _, [left, right]}, name, module) when is_atom(right),
    do: {:., [bare_term(left, name, module), hidden(right, name)]}

  defp bare_term({form, _, arguments}, name, module) when is_atom(form) do
    arguments = if is_list(arguments), do: bare_term(arguments, name, module), else: :variable
    {hidden(form, name), arguments}
  end

  defp bare_term({form, _, arguments}, name, module), do: {bare_term(form, name, module), bare_term(arguments, name, module)}
  defp bare_term({left, right}, name, module), do: {:pair, bare_term(left, name, module), bare_term(right, name, module)}
  defp bare_term(list, name, module) when is_list(list), do: Enum.map(list, &bare_term(&1, name, module))
  defp bare_term(term, _, _), do: term

  defp hidden(form, name), do: if(Atom.to_string(form) == name, do: :"", else: form)

  # Most texts are asked for several times.
  defp remembered(key, make) do
    case Process.get(key) do
      nil ->
        if length(Process.get_keys()) > 100, do: for(old <- Process.get_keys(), match?({:definitions, _}, old), do: Process.delete(old))
        value = make.()
        Process.put(key, {:made, value})
        value

      {:made, value} ->
        value
    end
  end
end

Judge.serve()
