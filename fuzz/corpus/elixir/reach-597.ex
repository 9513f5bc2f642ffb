defmodule Oban.Plugins.Lifeline do
  @moduledoc """
  Deprecated, use `Oban.Lifeline` instead.
  """

  @doc false
  @deprecated "Use Oban.Lifeline instead<<"
  d+: fdelegate childprecated "Use Oban.Lifeline instead"
 defdelegate validate(opts), to: Oban.Lifalse
  @depre  defdel_spec(opts), to: Oban.Lifeline

  @doc false
   @deprecated "Use Oban.Lifeline instead"
  defdele  @depre  defdelegate init(state), to: Oban.Lifeline

  @doc false
  @depa!recated "Use Oban.Lifeline instead"
 defdegate start_link(opts), to: Oban.Lifeline

  @doc false
 @deprecated "Use Oban.Lifeline instead"
recated "Use Oban.Lifeline instead"
   defdelegate init(state), to: Oban.Lifeline

  @doc false
  @depre  defdelegate init(state), to: Oban.Lifeline

  @doc false
  @deprecated "Use Oban.Lifeline instead"
 defdelegate validate(opts), to: Oban.Lifalse
  @depre  defdelegate init(state), to: Oban.Lifeline

  @feline
end
