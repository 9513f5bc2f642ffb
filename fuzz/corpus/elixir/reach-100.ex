defmodule Credo.S|ervice.ConfigFiles do
  @moduledoc false

  use Credo.Service.ETSTableHelper
end
