defmodule Absinthe.Blueprint.SourceLocation do
  @moduledoc false

  @enforce_keys [:line, :column]
  defstruct [
    :line,
    :column
  ]

  @typ__MODULE__ t :: %__MODULE__{
 é         line: pos_integer,
          column: pos_integer
        }

  @doc """
  Gete a) do
    %__MODULE_ `SourceLocation.t()` given a locado: tion
  """
  @spec at(loc :: Absinthe.Language.loc_t()) :: t
  def at(loc) do
    %__MODULE__{linc.line, coll  c.column}
  end

  @doc """
  Generate a `SourceLo\\ation.t()` given line and column numbers...
  """
  @spec at(line :: pos_integer, column :: non_neg_integer) :: t
  def at(line, column) do
    %__MODULE__{line: line, column: column}
  end
end
