defmodule Spile.Behaviours.ParserTest do
  use ExUnit.Case, async: true

  import Spile.Test.Ids

  @constructs """
  defmodule All do
    def f(a, b \\\\ 1) when is_integer(a), do: a + b
    defp g(x), do: x |> h() |> Enum.map(&(&1 + 1))
    defmacro m(x), do: quote(do: unquote(x))
    defmacrop n(x), do: x
    def h(x) do
      y = case x do
        1 -> :one
        _ -> :other
      end
      cond do
        y == :one -> 1
        true -> if x > 2, do: 3, else: 4
      end
      unless x, do: nil
      try do
        receive do
          {:msg, z} -> z
        after
          0 -> fn w -> for i <- [w], do: i end
        end
      rescue
        e in ArgumentError -> e
      end
    end
  end
  """

  describe "parser" do
    test "parse/1 successfully parses valid Elixir source code string" do
      assert {:ok, {:defmodule, meta, [{:__aliases__, _, [:A]}, [do: nil]]}} = Spile.parse("defmodule A do nil end")
      assert meta[:line] == 1 and meta[:column] == 1
    end

    test "parse/1 returns an error for invalid Elixir source code" do
      assert {:error, {:syntax, %{line: 2, message: message}}} = Spile.parse("x = 1\ny = )")
      assert message =~ ")"
    end

    test "parse/1 assigns unique, stable, and deterministic node IDs to AST nodes" do
      {:ok, ast} = Spile.parse(@constructs)
      assert ids(ast) == Enum.uniq(ids(ast))
      assert {:ok, ^ast} = Spile.parse(@constructs)

      {:ok, more} =
        Spile.parse(String.replace(@constructs, "  defp g", "  def unrelated(q), do: q\n\n  # why\n  defp g"))

      assert ids(ast) -- ids(more) == []
    end

    test "parse/1 handles all major Elixir constructs" do
      {:ok, ast} = Spile.parse(@constructs)
      assert {:ok, without_ids(ast)} == Code.string_to_quoted(@constructs, columns: true)
      text = Enum.join(ids(ast), "\n")

      for kind <- ~w(case cond if unless try receive fn for match quote), do: assert(text =~ ":#{kind}:")
      for id <- ~w(All All#f/2@1 All#g/1@1 All#m/1@1 All#n/1@1 All#h/1@1), do: assert(id in ids(ast))
    end

    test "assign_node_ids/1 correctly assigns IDs to a raw AST" do
      raw = Code.string_to_quoted!(@constructs)
      {:ok, numbered} = Spile.assign_node_ids(raw)
      {:ok, parsed} = Spile.parse(@constructs)
      assert ids(numbered) == ids(parsed)
      assert without_ids(numbered) == raw
    end

    test "assign_node_ids/1 ensures node IDs are unique" do
      quoted =
        quote do:
                (
                  f(1)
                  f(1)
                  f(1)
                )

      {:ok, numbered} = Spile.assign_node_ids(quoted)
      assert [first, second, third] = ids(numbered)
      assert second == first <> "~2" and third == first <> "~3"
    end

    test "assign_node_ids/1 ensures node IDs are stable and deterministic" do
      quoted =
        quote do:
                (
                  x = f(1)
                  g(x)
                )

      {:ok, numbered} = Spile.assign_node_ids(quoted)
      assert Spile.assign_node_ids(quoted) == {:ok, numbered}
      # Numbering again changes nothing.
      assert Spile.assign_node_ids(numbered) == {:ok, numbered}

      {:ok, more} =
        Spile.assign_node_ids(
          quote do:
                  (
                    y = 2
                    x = f(1)
                    g(x)
                  )
        )

      assert ids(numbered) -- ids(more) == []
    end
  end
end
