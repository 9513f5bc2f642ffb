defmodule Spile.Probe.Mark do
  @moduledoc false
  # Finds the nodes that the text tells of, and marks them in their metadata before anything is expanded: macros pass
  # metadata on.
  #
  # A node is told by `[line, kind, before, count]`: it is the one with `before` nodes of this kind on this line before it
  # in the body, of `count`. Where there are more or fewer, `unquote` has put something there, and no node is marked.

  @key :spile

  @doc "Adds `mark` to the metadata of each node of `marks`, a list of `{place, mark}`."
  def put(tree, []), do: tree

  def put(tree, marks) do
    wanted = Map.new(marks, fn {[line, kind, _, _], _} -> {{line, kind}, 0} end)
    {_, counts} = Macro.prewalk(tree, wanted, &count/2)

    by_place =
      for {[line, kind, before, count], mark} <- marks,
          counts[{line, kind}] == count,
          do: {{line, kind, before}, mark}

    by_place = Enum.group_by(by_place, &elem(&1, 0), &elem(&1, 1))
    {tree, _} = Macro.prewalk(tree, {wanted, by_place}, &mark/2)
    tree
  end

  defp count(node, counts) do
    place = place(node)

    case counts do
      %{^place => count} -> {node, %{counts | place => count + 1}}
      _ -> {node, counts}
    end
  end

  defp mark(node, {counts, by_place}) do
    {line, kind} = place = place(node)

    case counts do
      %{^place => count} ->
        node =
          case by_place do
            %{{^line, ^kind, ^count} => marks} -> add(node, marks)
            _ -> node
          end

        {node, {%{counts | place => count + 1}, by_place}}

      _ ->
        {node, {counts, by_place}}
    end
  end

  @doc "A node with marks."
  def add({form, meta, arguments}, marks), do: {form, Keyword.put(meta, @key, marks), arguments}

  defp place({:&, _, [position]}) when is_integer(position), do: {nil, nil}

  defp place({{:., _, [_, name]}, meta, arguments}) when is_atom(name) and is_list(meta) and is_list(arguments),
    do: {meta[:line], name}

  defp place({name, meta, _}) when is_atom(name) and is_list(meta), do: {meta[:line], name}
  defp place({{_, _, _}, meta, _}) when is_list(meta), do: {meta[:line], :.}
  defp place(_), do: {nil, nil}

  @doc "The marks of a node, and the node without them."
  def take({form, meta, arguments} = node) when is_list(meta) do
    case List.keytake(meta, @key, 0) do
      {{@key, marks}, meta} -> {marks, {form, meta, arguments}}
      nil -> {[], node}
    end
  end

  def take(node), do: {[], node}

  @doc "Whether a node has no marks itself but that of a function."
  def functions_only?({_, meta, _}) do
    case List.keyfind(meta, @key, 0) do
      {@key, marks} -> Enum.all?(marks, &match?({:function, _}, &1))
      nil -> true
    end
  end

  @doc "Whether there are marks at or below a node. What is quoted has none."
  def any?({:quote, _, arguments}) when is_list(arguments), do: false

  def any?({form, meta, arguments}) when is_list(meta),
    do: List.keymember?(meta, @key, 0) or any?(form) or any?(arguments)

  def any?({left, right}), do: any?(left) or any?(right)
  def any?([head | tail]), do: any?(head) or any?(tail)
  def any?(_), do: false
end
