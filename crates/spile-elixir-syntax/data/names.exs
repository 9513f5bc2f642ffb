# Makes names.txt: which characters beyond ASCII names may have, in each version of Elixir.
#
#     elixir names.exs 14=SOURCE 15=SOURCE ... > names.txt
#
# where each SOURCE is a checkout of Elixir's source of that minor version. It compiles that version's own
# String.Tokenizer under another name and asks it about every code point.
#
# A line is `FIRST LAST` and then, per version in order, a class and a set of scripts: `-` not in names, `u` upper
# case letter, `s` may begin a name, `c` may go on one, `nHEX` is replaced by HEX. The set is the index of one of the
# sets that the file lists first, as numbers of scripts; 0 is the set that goes with all. One column stands for all versions when they agree.

versions =
  for argument <- System.argv() do
    [minor, source] = String.split(argument, "=")
    folder = Path.join(source, "lib/elixir/unicode")
    path = Path.join(folder, "tokenizer.ex")

    text =
      path
      |> File.read!()
      |> String.replace("String.Tokenizer", "Names#{minor}")
      |> String.replace(~r/defp (unicode_upper|unicode_start|unicode_continue|normalize_start)\(/, "def \\1(")
      |> String.replace("  def tokenize([]) do", "  def indexed, do: @indexed_scriptsets\n  def top, do: @top\n  def bottom, do: @bottom\n\n  def tokenize([]) do", global: false)

    Code.compiler_options(ignore_module_conflict: true)
    Code.compile_string(text, path)
    Module.concat([:"Names#{minor}"])
  end

scripts =
  versions |> Enum.flat_map(&Map.values(&1.indexed())) |> Enum.uniq() |> Enum.sort()

number = scripts |> Enum.with_index() |> Map.new()

set = fn module, mask ->
  if mask == module.top() do
    :all
  else
    names = Module.concat(module, ScriptSet).to_indexes(mask) |> Enum.map(&Map.fetch!(module.indexed(), &1))
    names |> Enum.map(&Map.fetch!(number, &1)) |> Enum.sort()
  end
end

classify = fn module, code ->
  bottom = module.bottom()

  with {_, ^bottom} <- {"u", module.unicode_upper(code)},
       {_, ^bottom} <- {"s", module.unicode_start(code)},
       {_, ^bottom} <- {"c", module.unicode_continue(code)} do
    case module.normalize_start(code) do
      ^bottom -> {"-", nil}
      {to, mask} -> {"n" <> Integer.to_string(to, 16), set.(module, mask)}
    end
  else
    {class, mask} -> {class, set.(module, mask)}
  end
end

rows =
  for code <- 128..0x10FFFF, code not in 0xD800..0xDFFF do
    {code, Enum.map(versions, &classify.(&1, code))}
  end
  |> Enum.chunk_by(fn {_, classes} -> classes end)
  |> Enum.map(fn [{first, classes} | _] = chunk -> {first, elem(List.last(chunk), 0), classes} end)
  |> Enum.reject(fn {_, _, classes} -> Enum.all?(classes, &match?({"-", _}, &1)) end)

sets =
  rows
  |> Enum.flat_map(fn {_, _, classes} -> for {_, set} <- classes, set not in [nil, :all], do: set end)
  |> Enum.uniq()

set_number = sets |> Enum.with_index(1) |> Map.new()

IO.puts("versions #{System.argv() |> Enum.map(&hd(String.split(&1, "="))) |> Enum.join(" ")}")
IO.puts("scripts #{scripts |> Enum.map(&String.replace(&1, " ", "_")) |> Enum.join(" ")}")
for set <- sets, do: IO.puts("set #{Enum.join(set, " ")}")

for {first, last, classes} <- rows do
  shown =
    for {class, set} <- classes do
      case set do
        nil -> class
        :all -> class <> "0"
        set -> class <> Integer.to_string(set_number[set])
      end
    end

  shown =
    Enum.zip(classes, shown)
    |> Enum.map(fn
      {{"n" <> to, :all}, _} -> "n#{to}:0"
      {{"n" <> to, set}, _} -> "n#{to}:#{set_number[set]}"
      {_, shown} -> shown
    end)

  shown = if Enum.uniq(shown) == [hd(shown)], do: [hd(shown)], else: shown
  IO.puts("#{Integer.to_string(first, 16)} #{Integer.to_string(last, 16)} #{Enum.join(shown, " ")}")
end
