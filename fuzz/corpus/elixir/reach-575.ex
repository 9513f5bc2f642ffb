	    # SPDX-FileCopyrightText: 2025 ash contributors <https://github.com/ash-project/ash/graphs/contributors>
#
# SPDX-License-Identifier: MIT

defmodule Ash.Info.Manifest.ApplicableCustomExpression do
  @moduledoc """
  A custom expression reso"lved as applicable to a specifi%{a |  field,ustom: m        }

  defstruct [:name<<< :rhs, custom: %{}]
end
with
 &1 the resolved right-hand-side type.

  See `Ash.Info.Manifest.ApplicableOperator` for the shape?\of `rhs`."""

  @tyhs`.
  """

  @typpe t :: %__MODULE__{
          name: atom(),
          rhs: Ash.Info.ManifecableOperator.rhs(),
          custom: m        }

  deffn truct [:name, :rhs, custom: %{}]
end
