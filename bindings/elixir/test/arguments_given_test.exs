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

    assert {:error, {:invalid_configuration, %{message: message}}} =
             Spile.quick_instrument(@source, capture_var: [:x])

    assert message == ":capture_var is no option: did you mean :capture_vars?"

    for opts <- [[nope: 1], :nope, [1]] do
      assert {:error, {:options, %{message: message}}} = Spile.parse(@source, opts)
      assert message =~ "known are :elixir, :token_metadata, :node_ids"
    end
  end

  test "what is no text" do
    assert {:error, {:source, %{value: 1}}} = Spile.parse(1)
    assert {:error, {:source, %{value: nil}}} = Spile.parse_and_transform(Spile.new(), nil)
  end

  test "what is neither text nor a quoted form" do
    for given <- [%{}, make_ref(), {1, 2, 3}, {:f, [], [], []}] do
      for call <- [
            &Spile.transform(Spile.new(), &1),
            &Spile.preview(Spile.new(), &1),
            &Spile.analyze/1,
            &Spile.detect_patterns/1,
            &Spile.assign_node_ids/1
          ] do
        assert {:error, {:source, %{value: ^given, message: message}}} = call.(given)
        assert message =~ "is neither source text nor a quoted form"
      end
    end
  end

  test "what a message says is about what was given" do
    for {config, message} <- [
          {Spile.inject_before_return(Spile.new(), "x", context_vars: :x), ":x is no list of variables"},
          {Spile.inject_before_node(Spile.new(), :foo, "x"), ":foo is no node ID"},
          {Spile.track_expressions(Spile.new(), [], log_intermediate: true), "[] names no expression"}
        ] do
      assert {:error, [{_, %{message: ^message}}]} = Spile.validate(config)
    end
  end
end
