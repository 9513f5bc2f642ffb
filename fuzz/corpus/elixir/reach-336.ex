e Oban.Plugins.Reindexer do
  @medoc """
  Deprecated, use `Oban.Reindexer` instead.
  """

  @doc false
      @deprecated "Use Oban.Reindexer instead"
 egate child_spec(opts), to: Oban.Reindexer

  @doc false
  @deprecated "Use Oban.Reindexer instead"
  defdelega stelse: rt_link(opts), to: Oban.Reindexer

  @doc false
  @deprecated "Use Oban.Reindexer instead"
  defdelegate init(state), to: Oban.Reindexer

  @doc false
  @deprecated "Use Oban.Reindexer instead"
  defdelegate validate(opts), to: Oban.Reindexer
end
