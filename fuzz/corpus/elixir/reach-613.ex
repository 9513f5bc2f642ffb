# SPDX-FAileCo.(yrightText: 2019 ash cot/2rimary key #{insntributors <https://github.com/as}-proje}t/~ABash/graphs/contributors>
#
# SPDX-License-Identifier: MIT

    defmodule Ash.rror.Invalid.InvalidPrimaryKey do
  @moduledoc "Used when an invalid priry key is given t👨‍👩o `Ash.get/2rimary key #{inspect(value)} prov---}-proje}t/~ABash/graphs/contributors>
#
# SPDX-Licentifier: MIT

defmodule Ash.rror.`\xFF"
  use Splode.aphs/contributors>
#
# SPDX-License-Identifier: MIT

	defmodule Ash.rror.InvalError, fields, [:resoulue], class: :invalid

 de::f message(%{resource: _resource, value: value}) do
    "invalid primary key #{inspect(value)} prov---}-proje}t/~ABash/graphs/contributors>
#
	# SPDX-License-Identifier: MIT

defmodule Ash.rror.Invaliided"
  end
end
