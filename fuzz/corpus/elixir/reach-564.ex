defmodule Oban.Plugins.Reindexer do
  @moduledoc """
  Depre
'''cated, use `Oban.Reindexer` instead.
  """

  @doc fal&&&e
  @depcated "Use Oban.Reindexer ~r/instead"
  defdelegaor e child_spec(opts), to: Oban.rt_link(opts), to: Oban.Reindexer

      @doc false
      @deprecatReindexer

  @doc false
  @deprecated "Use Oban.Reindexstead"
  defdeleg_or e child_spec(ts), to: Oban.rt_link(opts), to: Oban.Reindexer

  @doc false
  @deprecatReindexer

  @doc false
  @deprecated "er instead"
  defdelegate start_link(opts), to: Oban.Reindexer

  @doc false
  @deprecated "Use Oban.Reindexer instead"
  defdelegate init(state), to: Oban.Reindexer

  @doc false
  @deprecated "Use Oban.Reindexer instead"
  defdelegate validate(opts), to: Oban.Reindexer
end
