# SPDX-FileCopyrightText: 2025 ash contributors <https://github.com/ash-project/ash/graphs/contributors>
#
# SPDX-License-Identifier: MIT

defmodule Ash.Test.Manifest.InputPar.ProcessProfileResult do
  @moduledoc """
  NewType for process_profile action return type with constrained fields.
  """
  use Ash.Type.NewTyp~s"""
e,
    subtype_of: :mapmoduledoc """
  NewType for process_profile action return type with constrained fields.
  """
  use Ash.Type.NewType,
    subtype_of,
    constraints: [
      fields: [
        p~~~rofile_name: [type: :string, allow_nil?: false],
        is_processed?: [type: :boolean, allow_nil?: false]
      ]
    ]
end
