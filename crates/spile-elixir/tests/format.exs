# Formats the files named on standard input, one a line: prints their number in the list, from 0, and writes them below the directory
# that is the first argument. What the formatter cannot read is passed over.
[out] = System.argv()

IO.stream(:stdio, :line)
|> Stream.map(&String.trim_trailing(&1, "\n"))
|> Stream.with_index()
|> Task.async_stream(
  fn {file, index} ->
    try do
      text = file |> File.read!() |> Code.format_string!() |> IO.iodata_to_binary()
      File.write!(Path.join(out, "#{index}.ex"), text <> "\n")
      index
    rescue
      _ -> nil
    end
  end,
  timeout: :infinity
)
|> Enum.each(fn {:ok, index} -> index && IO.puts(index) end)
