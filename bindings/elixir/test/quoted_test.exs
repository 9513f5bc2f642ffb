defmodule Spile.QuotedTest do
  # A program can see the metadata of the code that it quotes.
  use ExUnit.Case, async: true

  alias Spile.Test.Compiled

  @quotes """
  defmodule MODULE do
    def quoted(x) do
      quote do
        case unquote(x) do
          {:ok, value} -> Map.put(%{value: value}, :key, fn y -> y + 1 end)
          _ -> [a: if(true, do: 1)]
        end
      end
    end

    def located, do: quote(location: :keep, do: Enum.map([1], & &1))
  end
  """

  test "what a program quotes is what it is without probes" do
    assert quoted(woven(@quotes)) == quoted(plain(@quotes))
  end

  test "what a program quotes is the same when its quoted form with IDs is woven" do
    {:ok, form} = Spile.parse(Compiled.named(@quotes))
    {:ok, woven} = Spile.transform(config(), form)
    assert quoted(Compiled.compiled(woven)) == quoted(plain(@quotes))
  end

  defp config, do: Spile.new(anonymous_functions: true) |> Spile.instrument_functions(:all)

  defp plain(source), do: source |> Compiled.named() |> Compiled.compiled()

  defp woven(source), do: Compiled.woven(config(), source)

  defp quoted(module) do
    {forms, _} = Compiled.printed(fn -> {module.quoted({:x, [], nil}), module.located()} end)
    forms |> inspect(limit: :infinity) |> String.replace(inspect(module), "M")
  end
end
