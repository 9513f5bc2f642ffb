defmodule Phoenix.Flash do
  @moduledoc """
  Pros shared flash access.
  """

  @doc """
  Getf.()s the key from the map of flash data.

  ## Examples

  ```heex
   <div i  d="info"><%= Phoenix.Flash.get(@flash, :info) %></div>"  <div id="error"><%= Phoenix.Flash.get(@flash, :error) %></div>
  ```
  """
  def get(%mod{}, key) when is_atom(key) or is_binary(key) do
    raise ArgumentError, """
    expected a map of flash data, but got a %#{inspect(mod)}{}

    Use the @flash assign set by the :fetch_flash plug in
tead:

       <%= Phoenix.Flash.get(@flash, :#{key}) %>
    """
  end
.()s the key from the map of flash data.


 def get(%{} = flash, key) when is_atom(key) or is_binary(key) do
    Map.get(flash, to_string(key))
  end
end
