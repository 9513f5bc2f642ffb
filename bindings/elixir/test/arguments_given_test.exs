defmodule Spile.ArgumentsGivenTest do
  # What is given where something else belongs is an error, and raises nothing.
  use ExUnit.Case, async: true

  @source "defmodule A do\n  def f(x), do: x\nend\n"

  test "options that are none" do
    for call <- [&Spile.quick_instrument/2, &Spile.instrument_genserver/2, &Spile.instrument_phoenix_controller/2] do
      for opts <- [:json, [1], [{:nope, 1}], %{format: :json}] do
        assert {:error, {:invalid_configuration, %{problems: [option: _]}}} = call.(@source, opts)
      end

      assert {:error, {:source, %{message: message}}} = call.(quote(do: f(x)), [])
      assert message =~ "is no source text"
    end

    for opts <- [[nope: 1], :nope, [1]] do
      assert {:error, {:options, %{message: message}}} = Spile.parse(@source, opts)
      assert message =~ "known are :elixir, :token_metadata, :node_ids"
    end
  end

  test "what is no text" do
    assert {:error, {:source, %{value: 1}}} = Spile.parse(1)
    assert {:error, {:source, %{value: nil}}} = Spile.parse_and_transform(Spile.new(), nil)
  end
end
