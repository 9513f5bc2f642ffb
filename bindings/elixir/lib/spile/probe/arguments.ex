defmodule Spile.Probe.Arguments do
  @moduledoc false
  # Arguments, from the head of a definition to the entry's probe.

  alias Spile.Probe.Steps

  @doc "The pattern of an argument, which binds it to a variable as well."
  def bind(number, index, pattern), do: {:=, [generated: true], [pattern, variable(number, index)]}

  @doc "A head that binds its arguments, and what it captures, as the text has it of a definition that no macro is given."
  def capture({:when, meta, [head | guards]}, number) do
    {head, captured} = capture(head, number)
    {{:when, meta, [head | guards]}, captured}
  end

  def capture({name, meta, [_ | _] = arguments}, number) when name != :unquote do
    {arguments, captured} =
      arguments
      |> Enum.with_index()
      |> Enum.map(fn {argument, index} -> captured(argument, number, index) end)
      |> Enum.unzip()

    {{name, meta, arguments}, captured}
  end

  def capture(head, _number), do: {head, []}

  defp captured({:\\, meta, [pattern, default]}, number, index) do
    {pattern, captured} = captured(pattern, number, index)
    {{:\\, meta, [pattern, default]}, captured}
  end

  defp captured(literal, _number, _index)
       when is_atom(literal) or is_integer(literal) or is_binary(literal) or literal == [],
       do: {literal, {:literal, literal}}

  defp captured(pattern, number, index) do
    case named(pattern) do
      nil -> {bind(number, index, pattern), index}
      variable -> {pattern, variable}
    end
  end

  defp named({:=, _, [left, right]}), do: named(left) || named(right)

  defp named({name, _, context} = variable) when is_atom(name) and is_atom(context),
    do: if(match?("_" <> _, Atom.to_string(name)), do: nil, else: variable)

  defp named(_), do: nil

  @doc """
  `[{name, value}]` of what the text captured: names of variables, literals, and indices of patterns. A variable of quoted code comes as it
  is, with its context.
  """
  def list(captured, number) do
    for item <- captured do
      case item do
        {name, _, context} when is_atom(name) and is_atom(context) -> {name, item}
        {:literal, value} -> {nil, value}
        name when is_atom(name) -> {name, {name, Steps.read(), nil}}
        index -> {nil, variable(number, index)}
      end
    end
  end

  # The context is no module's, so that expansions of different macros mean the same variable. Numbers tell the
  # arguments of one definition from those of another around it.
  defp variable(number, index), do: {:"argument_#{number}_#{index}", [generated: true], :spile}
end
