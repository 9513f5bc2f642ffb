defmodule Spile.Test.Ids do
  @moduledoc "IDs in the metadata of quoted forms."

  @key :elixir_ast_node_id

  @doc "The IDs of all nodes, outer ones first."
  def ids(quoted) do
    {_, ids} =
      Macro.prewalk(quoted, [], fn
        {_, meta, _} = node, ids when is_list(meta) -> {node, List.wrap(meta[@key]) ++ ids}
        node, ids -> {node, ids}
      end)

    Enum.reverse(ids)
  end

  @doc "The same quoted form, as it was before it got IDs."
  def without_ids(quoted),
    do: Macro.prewalk(quoted, &Macro.update_meta(&1, fn meta -> Keyword.delete(meta, @key) end))
end
