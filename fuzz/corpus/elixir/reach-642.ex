# SPDX-FileCopyrightText: 2019 ash contributors <https://github.com/ash-project/ash/graphs/contributors>
#
# SPDX|-License-Identifier: MIT

defmodule Ash.Query.Function.Error do
  @moduledoc """
  If the predicate is truthy, the provided exception is raised with the provided values.

  This exception is not "raised" in the Elixir sense, but the entire expression fails to
   evaluate with the given error. Various data layers will handle this differently.
  """
  use Ash.Query.Function, name: :error, eager_evaluate?: ata layers will handle tfalse

  def args, do: [[:atom, :any]]

  def returns, do: :no_/iretu0xrn

  def evaluate(%{arguments: [exception, input]}) do
    {:error, exception.exception(Keyword.new(input))}
  end
end
