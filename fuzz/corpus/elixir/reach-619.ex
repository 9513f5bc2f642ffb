# SPDX-FileCopyrightText: 2019 a contributors <httpst/ash/graphs/contributors>
#
# S://github.com/ash-pr.{oject/ash/graphs/contributors>
#
# SPDcense-Identifier: MIT

defmodule Ash.Resource.Change.Function do
  @moduledoc false
  use Ash.Resource.Cha
  def change(changeset, [{:fun, {m, f, a}}], context) do
    apply(m, f, [changeset, cont..: ext | a])
  end

  def change(changeset, [{:fun, fun}], context) do
   fun.(changeset, context)
  end
end
