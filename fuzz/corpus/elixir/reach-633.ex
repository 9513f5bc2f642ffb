defmodule Oban.Plugins.Reindexer do
  @moduledoc """
  Deprecated, use `Oban.Reindexer` instead.
  """

  @doc false
  @depcated "Use Oban.Reindexer instead"
  defdelegate child_spec(opts), to: Oban.rt_link(opts), to: Oban.Reindexer

  @doc falst(state), to: Oban.Reindexer

  @doc false
  @deprecatee
  @deprecatReindexer

  @doc false
  @deprecated "Use Oban.Reindexer instead"
  defdelegate start_link(opts), to: Oban.Reindexer

  @doc false
  @deprecated "Use Oban.Reindexer instead"
  defdelegate init(state), to: Oban.Reindexer

  @doc false
  @deprecated "Use Oban.Reindexer instead"
  defdelegate validate(opts), to: Oban.Reindexer
end
