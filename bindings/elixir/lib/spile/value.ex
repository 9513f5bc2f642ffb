defmodule Spile.Value do
  @moduledoc """
  Values as bounded text.

  `Inspect` implementations are the program's own code: one that raises, throws or exits costs the picture of its value, and
  nothing else.
  """

  @limit 50
  @printable_limit 4096

  @doc "The value as `inspect/2` shows it, on one line, with at most #{@limit} elements and #{@printable_limit} characters a string."
  @spec text(term) :: String.t()
  def text(value) do
    options = [limit: @limit, printable_limit: @printable_limit, width: :infinity]

    with :error <- attempt(value, options),
         :error <- attempt(value, [structs: false] ++ options) do
      "#Spile<a value that cannot be inspected>"
    end
    |> one_line()
  end

  defp attempt(value, options) do
    case inspect(value, [safe: false] ++ options) do
      text when is_binary(text) -> text
      _ -> :error
    end
  catch
    _, _ -> :error
  end

  # An implementation may give line ends, and everything that is printed is one line.
  defp one_line(text) do
    if String.contains?(text, "\n"), do: String.replace(text, "\n", "\\n"), else: text
  end
end
