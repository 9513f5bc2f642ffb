defmodule Spile.Probe.Arguments do
  @moduledoc false
  # Arguments, from the head of a definition to the entry's probe.

  @doc "The pattern of an argument, which binds it to a variable as well."
  def bind(number, index, pattern), do: {:=, [generated: true], [pattern, variable(number, index)]}

  @doc """
  `[{name, value}]` of what the text captured: names of variables, and indices of patterns. A variable of quoted code comes as it
  is, with its context.
  """
  def list(captured, number) do
    for item <- captured do
      case item do
        {name, _, context} when is_atom(name) and is_atom(context) -> {name, item}
        name when is_atom(name) -> {name, {name, [generated: true], nil}}
        index -> {nil, variable(number, index)}
      end
    end
  end

  # The context is no module's, so that expansions of different macros mean the same variable. Numbers tell the
  # arguments of one definition from those of another around it.
  defp variable(number, index), do: {:"argument_#{number}_#{index}", [generated: true], :spile}
end
