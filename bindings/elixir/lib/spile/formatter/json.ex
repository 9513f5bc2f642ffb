defmodule Spile.Formatter.JSON do
  @moduledoc """
  Terms as JSON (RFC 8259), on one line.

  Numbers, booleans, `nil`, text, lists, and maps with text or atoms as keys are what JSON has for them, atoms are strings. What
  JSON has nothing for (tuples, structs, pids, functions, binaries that are no text) is a string of what `inspect/2` shows. Maps are
  sorted by key, lists and maps have at most #{50} entries, nesting ends at #{8} levels: beyond that `inspect/2` shows them.
  """

  alias Spile.Value

  @limit 50
  @depth 8
  @printable_limit 4096

  @doc "Encodes a term."
  @spec encode(term) :: String.t()
  def encode(term), do: term |> value(0) |> IO.iodata_to_binary()

  @doc "Encodes pairs as an object, in their order."
  @spec object([{String.t() | atom, term}]) :: String.t()
  def object(pairs), do: pairs |> pairs(0) |> IO.iodata_to_binary()

  defp value(nil, _), do: "null"
  defp value(true, _), do: "true"
  defp value(false, _), do: "false"
  defp value(value, _) when is_atom(value), do: value |> name() |> string()
  defp value(value, _) when is_integer(value), do: Integer.to_string(value)
  defp value(value, _) when is_float(value), do: Float.to_string(value)

  defp value(value, _) when is_binary(value) do
    if String.valid?(value), do: value |> shortened() |> string(), else: inspected(value)
  end

  defp value(value, depth) when is_list(value) and depth < @depth do
    case proper(value, @limit) do
      {:ok, elements, more} -> ["[", elements |> Enum.map(&value(&1, depth + 1)) |> Enum.intersperse(","), more, "]"]
      :improper -> inspected(value)
    end
  end

  defp value(value, depth) when is_map(value) and not is_struct(value) and depth < @depth do
    keys = Map.keys(value)

    if Enum.all?(keys, &key?/1) and keys |> Enum.map(&name/1) |> Enum.uniq() |> length() == length(keys) do
      value |> Enum.sort() |> Enum.take(@limit) |> pairs(depth + 1)
    else
      inspected(value)
    end
  end

  defp value(value, _), do: inspected(value)

  defp pairs(pairs, depth) do
    pairs = for {key, value} <- pairs, do: [string(name(key)), ":", value(value, depth)]
    ["{", Enum.intersperse(pairs, ","), "}"]
  end

  defp key?(key), do: (is_atom(key) and key not in [true, false, nil]) or (is_binary(key) and String.valid?(key))

  defp name(key) when is_binary(key), do: key

  defp name(key) do
    case Atom.to_string(key) do
      "Elixir." <> _ -> inspect(key)
      name -> name
    end
  end

  # The first elements, and what stands for the others.
  defp proper(list, limit, taken \\ [])
  defp proper([], _, taken), do: {:ok, Enum.reverse(taken), []}
  defp proper([_ | _], 0, taken), do: {:ok, Enum.reverse(taken), [",", string("...")]}
  defp proper([first | rest], limit, taken), do: proper(rest, limit - 1, [first | taken])
  defp proper(_, _, _), do: :improper

  defp shortened(text) do
    if byte_size(text) > @printable_limit, do: String.slice(text, 0, @printable_limit) <> "...", else: text
  end

  defp inspected(value), do: value |> Value.text() |> string()

  defp string(text) do
    text = if String.valid?(text), do: text, else: String.replace(inspect(text), "\"", "")
    [?", for(<<char::utf8 <- text>>, do: escape(char)), ?"]
  end

  defp escape(?"), do: "\\\""
  defp escape(?\\), do: "\\\\"
  defp escape(?\n), do: "\\n"
  defp escape(?\r), do: "\\r"
  defp escape(?\t), do: "\\t"

  defp escape(char) when char < 0x20 or char in 0x7F..0x9F or char in [0x2028, 0x2029],
    do: ["\\u", char |> Integer.to_string(16) |> String.pad_leading(4, "0")]

  defp escape(char), do: <<char::utf8>>
end
