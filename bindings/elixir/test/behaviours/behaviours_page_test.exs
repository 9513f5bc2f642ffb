defmodule Spile.Behaviours.PageTest do
  # Not async: it runs when all test files have been loaded.
  use ExUnit.Case

  # In the repository, or beside a copy of the package.
  defp page do
    Enum.find(
      [
        Path.expand("../../../../docs/elixir/behaviours.md", __DIR__),
        Path.expand("../../../docs/behaviours.md", __DIR__)
      ],
      &File.exists?/1
    )
  end

  test "the page of behaviours lists the tests that there are" do
    {_, listed} =
      for line <- page() |> File.read!() |> String.split("\n"), reduce: {nil, []} do
        {group, listed} ->
          case line do
            "## " <> group -> {group, listed}
            "- " <> title -> {group, ["test #{group} #{title}" | listed]}
            _ -> {group, listed}
          end
      end

    modules =
      for file <- Path.wildcard(Path.join(__DIR__, "*_test.exs")),
          [_, name] <- Regex.scan(~r/^defmodule (\S+) do/m, File.read!(file)),
          module = Module.concat([name]),
          module != __MODULE__,
          do: module

    # One file that is run by itself says nothing about the others.
    loaded = Enum.filter(modules, &Code.ensure_loaded?/1)
    tests = for module <- loaded, %{name: name} <- module.__ex_unit__().tests, do: Atom.to_string(name)
    assert tests -- listed == []

    if loaded == modules do
      assert listed -- tests == []
      assert length(listed) == 150
    end
  end
end
