defmodule Spile.ParseTest do
  use ExUnit.Case, async: true
  import Spile.Test.Ids
  doctest Spile

  @cart """
  defmodule Shop.Cart do
    @moduledoc "A cart."
    def total(items, _) when items == [], do: 0
    def total(items, rate) do
      items |> Enum.map(& &1.price) |> Enum.sum() |> Kernel.*(rate)
    end
    defp check(%{} = item), do: (if item.ok do :ok else {:error, "no \#{item.name}"} end)
  end
  """

  defp same_ids_when_quoted(source) do
    {:ok, parsed} = Spile.parse(source)
    raw = Code.string_to_quoted!(source)
    assert {:ok, numbered} = Spile.assign_node_ids(raw)
    assert without_ids(numbered) == raw, source
    assert ids(numbered) == ids(parsed), source
  end

  test "the quoted form is that of the running Elixir" do
    assert {:ok, ast} = Spile.parse(@cart)
    assert {:ok, without_ids(ast)} == Code.string_to_quoted(@cart, columns: true)
    assert {:ok, rich} = Spile.parse(@cart, token_metadata: true, node_ids: false)
    assert {:ok, rich} == Code.string_to_quoted(@cart, columns: true, token_metadata: true)
  end

  test "every node ID is given once, and the same each time" do
    {:ok, ast} = Spile.parse(@cart)
    assert "Shop.Cart" in ids(ast)
    assert "Shop.Cart#total/2@2" in ids(ast)
    assert ids(ast) == Enum.uniq(ids(ast))
    assert Spile.parse(@cart) == {:ok, ast}
  end

  test "a quoted form without text gets the IDs that its source gets" do
    same_ids_when_quoted(@cart)
  end

  test "what a quote holds keeps contexts, aliases and values" do
    pid = self()

    quoted =
      quote do
        def ping(x), do: send(unquote(pid), {x, unquote(Macro.escape(%{a: -1}))})
      end

    assert {:ok, numbered} = Spile.assign_node_ids(quoted)
    assert without_ids(numbered) == quoted
    assert [_ | _] = ids(numbered)
  end

  test "keywords, negations and blocks of one statement keep their form and IDs" do
    for source <- [
          "use A, restart: :temporary",
          "f([1, a: 2, \"b c\": 3])",
          "%{a | b: 1}",
          "%A{b: 1, c: 2}",
          "not x",
          "if !a, do: !b",
          "f(not a)"
        ] do
      same_ids_when_quoted(source)
    end
  end

  test "charlists, sigils, pairs and numbers have the IDs of their source when they are quoted" do
    for source <- [
          "f('abc', [97, 98, 99], '')",
          "f(~c\"abc\", 'a\#{x}')",
          "f(~r/a/iu, ~w(a b)a)",
          "f([{:a, 1}, {:b, 2}], a: 1)",
          "f(0xFFFF_FFFF_FFFF_FFFF_FFFF, 0x1F, ?a, 1.0e10)",
          "f(%{:a => 1, \"b\" => [c: 2]}, \"a\#{x}\", <<x::8>>)",
          "x |> f(a: 1) |> g()",
          "f(\"\#{a; b}\", ())",
          "ólá = g()"
        ] do
      same_ids_when_quoted(source)
    end
  end

  test "what a quote holds has the IDs of the same code in a source" do
    {:ok, parsed} = Spile.parse(@cart)
    {quoted, _} = Code.eval_string("quote do\n#{@cart}\nend")
    assert {:ok, numbered} = Spile.assign_node_ids(quoted)
    assert without_ids(numbered) == quoted
    assert ids(numbered) == ids(parsed)
  end

  test "IDs do not depend on lines" do
    {:ok, moved} = Spile.parse("\n\n# moved\n" <> @cart)
    {:ok, ast} = Spile.parse(@cart)
    assert ids(moved) == ids(ast)
  end

  test "an error says what, where, and what Elixir says" do
    source = "defmodule A do\n  def f(, do: 1\nend"
    assert {:error, {:syntax, details}} = Spile.parse(source)
    assert details.line == details.elixir |> elem(0) |> Keyword.fetch!(:line)
    {_, text, token} = details.elixir
    {before, behind} = if is_tuple(text), do: text, else: {text, ""}
    assert details.message == before <> token <> behind
    {:error, elixir} = Code.string_to_quoted(source, columns: true)
    assert details.elixir == elixir
    assert {:error, {:syntax, %{message: message}}} = Spile.parse(<<255>>)
    assert message =~ "UTF-8"
  end

  test "three dots have the IDs that they have in text" do
    for source <- ["@type t :: (... -> any)", "@spec f() :: [any, ...]", "f(...)"] do
      {:ok, parsed} = Spile.parse(source)
      assert {:ok, ^parsed} = source |> Code.string_to_quoted!(columns: true) |> Spile.assign_node_ids()
    end
  end

  test "what no source text says is kept as it is" do
    odd = {:f, [], [{:"not a name", [], [1]}, {1, 2, 3, 4}, -1, %{a: [1 | 2]}, self(), {:., [], [1, 2, 3]}, <<1::3>>]}
    assert {:ok, numbered} = Spile.assign_node_ids(odd)
    assert without_ids(numbered) == odd
    assert [_] = ids(numbered)
  end

  test "an unknown version of Elixir is told with those that are known" do
    assert {:error, {:elixir_version, %{message: message}}} = Spile.parse("1", elixir: "1.3")
    assert message =~ "1.14 to 1.20"
  end
end
