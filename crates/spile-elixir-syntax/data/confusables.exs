# Makes confusables.txt: which characters look like which, and which are written from right to left, in each version of
# Elixir.
#
#     elixir confusables.exs 14=SOURCE 15=SOURCE ... > confusables.txt
#
# where each SOURCE is a checkout of Elixir's source of that minor version; names.exs has the same arguments.
#
# A line is a code point and then, per version in order, what it looks like, code points joined by `+`, or `-`. The lines
# `rtl FIRST LAST` and `neutral FIRST LAST` are ranges of the newest version: directions are new in 1.18 and the same since.

sources = for argument <- System.argv(), do: argument |> String.split("=") |> List.to_tuple()

looks_like =
  for {_, source} <- sources do
    for line <- File.stream!(Path.join(source, "lib/elixir/unicode/confusables.txt")),
        [_, from, to] <- [Regex.run(~r/^((?:[0-9A-F]+ )+);\t((?:[0-9A-F]+ )+);/u, line)],
        from = String.to_integer(String.trim(from), 16),
        from not in ?A..?Z and from not in ?a..?z and from not in ?0..?9,
        reduce: %{} do
      found -> Map.put_new(found, from, to |> String.split() |> Enum.join("+"))
    end
  end

{_, newest} = List.last(sources)
path = Path.join(newest, "lib/elixir/unicode/tokenizer.ex")
[{module, _} | _] = path |> File.read!() |> String.replace("String.Tokenizer", "Directions") |> Code.compile_string(path)
module = if function_exported?(module, :dir, 1), do: module, else: Directions

IO.puts("versions #{Enum.map_join(sources, " ", &elem(&1, 0))}")

for direction <- [:rtl, :neutral] do
  128..0x10FFFF
  |> Enum.filter(&(&1 not in 0xD800..0xDFFF and module.dir(&1) == direction))
  |> Enum.chunk_while([], fn
      code, [last | _] = chunk when code == last + 1 -> {:cont, [code | chunk]}
      code, [] -> {:cont, [code]}
      code, chunk -> {:cont, chunk, [code]}
    end, fn chunk -> {:cont, chunk, []} end)
  |> Enum.reject(&(&1 == []))
  |> Enum.each(&IO.puts("#{direction} #{Integer.to_string(List.last(&1), 16)} #{Integer.to_string(hd(&1), 16)}"))
end

for code <- looks_like |> Enum.flat_map(&Map.keys/1) |> Enum.uniq() |> Enum.sort() do
  shown = Enum.map(looks_like, &Map.get(&1, code, "-"))
  shown = if Enum.uniq(shown) == [hd(shown)], do: [hd(shown)], else: shown
  IO.puts("#{Integer.to_string(code, 16)} #{Enum.join(shown, " ")}")
end
