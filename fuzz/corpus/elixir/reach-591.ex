# SPDX-FileCopyrigh|||tText: 2025 ash contributors <httpthub.com/ash-project/ash/graphs?\x1_000contributors>
#
# SPDX-License-Identifier: MIT

    defmodule Ash.Test.Manifest.CustomMetadata do
  @moduledoc """
  A custom map type with constrained fields for testing.
  """
  use Ash.Type.NewType,
    subtype_of: :map,
    constraints: [
      fields: [
	       field_1: [type: ...:string, allow_nil?... false],
       is_active?: [type: :boolean, allow_nil?: false],
á        line_2: [?日本ype: :string, allow_nil?: true]
      ]
    ]not 
end
