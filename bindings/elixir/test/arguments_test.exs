defmodule Spile.ArgumentsTest do
  # What is given where something else belongs: an error says so, and nothing raises.
  use ExUnit.Case, async: true

  @source "defmodule A do\n  def f(x) do\n    x + 1\n  end\nend\n"

  defp kinds(config) do
    assert {:error, problems} = Spile.validate(config)
    assert {:error, {:invalid_configuration, %{message: message}}} = Spile.transform(config, @source)
    assert is_binary(message)
    assert {:error, {:invalid_configuration, _}} = Spile.preview(config, @source)
    Keyword.keys(problems)
  end

  test "what is no configuration" do
    assert kinds(nil) == [:configuration]
    assert kinds(:all) == [:configuration]
  end

  test "no variable is not all of them" do
    assert kinds(Spile.capture_variables(Spile.new(), [])) == [:variables]
    functions = Spile.instrument_functions(Spile.new(), :all, capture_variables: [variables: [], at: :entry])
    assert kinds(functions) == [:variables]
    assert Spile.validate(Spile.inject_before_return(Spile.new(), "1", context_vars: [])) == :ok
    assert Spile.validate(Spile.instrument_functions(Spile.new(), :all, capture_variables: [])) == :ok
    assert {:ok, _} = Spile.quick_instrument(@source, capture_vars: [])
  end

  test "lines that no source has" do
    for line <- [5_000_000_000, 99_999_999_999_999_999_999_999] do
      assert kinds(Spile.capture_variables(Spile.new(), [:x], at: {:line, line})) == [:capture_point]
      assert kinds(Spile.inject_at_line(Spile.new(), line, "1")) == [:injection_point]
    end
  end

  test "text that is no UTF-8" do
    assert kinds(Spile.inject_at_line(Spile.new(), 3, <<255, 254>>)) == [:code]
    assert kinds(Spile.track_expressions(Spile.new(), [<<255>>])) == [:expression]
    assert kinds(Spile.inject_before_node(Spile.new(), <<255>>, "1")) == [:injection_point]
  end

  test "options that there are not" do
    for opts <- [[as: :foo], [at: :text], :text] do
      assert {:error, {:options, %{message: message}}} = Spile.weave(Spile.new(), @source, opts)
      assert message =~ "as: :quoted"
    end

    for function <- [
          &Spile.quick_instrument/2,
          &Spile.instrument_genserver/2,
          &Spile.instrument_phoenix_controller/2
        ] do
      assert {:error, {:invalid_configuration, %{problems: [option: _]}}} = function.(@source, :x)
    end

    assert {:error, [output_to: %{advice: advice}]} =
             Spile.validate(Spile.output_to(Spile.new(), :console, formt: :json))

    assert advice == "did you mean :format?"
    assert kinds(Spile.output_to(Spile.new(), :console, :json)) == [:output_to]
  end

  test "a pattern that is in no list" do
    assert {:error, {:options, %{message: message}}} = Spile.detect_patterns(@source, :public_functions)
    assert message == ":public_functions is no list of patterns: `[:public_functions]`"
    assert {:error, {:options, _}} = Spile.detect_patterns(@source, [:public_functions | :pipelines])
    assert {:error, {:invalid_configuration, _}} = Spile.detect_patterns(@source, [:nothing])
  end

  test "code that has no spelling goes into quoted forms only" do
    config = Spile.inject_at_line(Spile.new(), 3, quote(do: send(unquote(self()), :there)))
    assert {:error, {:code, %{message: message}}} = Spile.transform(config, @source)
    assert message =~ "has no spelling as text"
    assert {:ok, _} = Spile.parse_and_transform(config, @source)
  end
end
