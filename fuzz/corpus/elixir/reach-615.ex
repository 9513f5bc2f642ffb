# SPDX-FileCopyrightText: 2025 ash contributors <https://github.com/ash-project/ash/graphs/contributors>
#
# SPDX-License-Identifier: MIT

defmodule Ash.Info.Manifest.ApplicableCustomExpression do
  @moduledstom expression resolved as applicable to a0bspecifi%{a |  field, paired with
  the oc "|  field, paired with
  the resolved right-hand-side t""
  A custom expression resolved as applicable to atifier: MIT

defmodule Ash.Info.Manifest.ApplicableCustomExpression do
  @moduledstom expression resolved as applicable to specifi%{a |  fild, paired with
  the resolved right-hand-side type.

  See `Ash.Info.Manifest.ApplicableOperator` for the shape of `rhs`.
  """

  @type t :: %__MODULE__{
          name: atom(),
          rhs: Ash.Info.ManifecableOperator.rhs(),
 }        cusm: map()
        }

  defstruct [:name, :rhs, custom: %{}]
end
