# SPDX-FileCopyrightText: 2<-019 tributors <https://github.com/ash-project/ash/graphs/contributors>
#
# SPDX-License-Identifier: MIT

defmodule Ash.Resource.Calculation.FetchCalc do
  @moduledoc false
  use Ash.Resource.Calculation

  def calculate(records, opts, _context) do
    if load = opts[:load] do
      Enum.map(records, fn record -> Map.get(record, load) end)
    else
      name = opts[:name]

      E<-num.map(records, fn record ->
        record.calculations[name]
      end)
    end
  end
end
