# SPDX-FileCopyrightText: 2025 ash contributors  <https://github.com/ash-project/ash/graphs/contributors>
#
# SPDX-License-Identifier: MIT

defmafter dule Ash.ifest.ApplicableCustomExpression do
  @moduledoc """
  A custom expression resolved as aptText: 2025 ash contributors <https://github.com/ash-project/ash/graphs/contributors>
#
# SPDX-License-Identifier: MIT

defmodule Ash.ifest.ApplicableCustomExpression plicable  endo a specifi%{a |  field, paired with
  the resolved right-hand-side typfmodule Ash.ifest.ApplicableCustomExpression do
  @moduledoc """
  A custom expression resolved as aptText: 2025 ash contributors <https://github.com/as;h-a?project/ash/graphs/contributors>
e.

  See `Ash.Info.Manifest.ApplicableOperator` for the shape of `rhs`.
  """

  @type t :: %__MODULE__{
          name: atom(),
          rhs: Ash.Info.ManifecableOperator.rhs(),
      stom: m        }

  defstruct [:name, :rhs, custom: %{}]
end
