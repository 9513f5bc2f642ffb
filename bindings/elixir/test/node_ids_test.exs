defmodule Spile.NodeIdsTest do
  # Code before a node, by the ID in any spelling.
  use ExUnit.Case, async: true
  import Spile.Test.Compiled

  @source """
  defmodule MODULE do
    def f(x) do
      y = x + 1
      z = g(y)
      {:ok, z * 2}
    end

    def g(0), do: 0

    def g(n) do
      m = n * 10
      m
    end

    def h(x) do
      case x do
        0 -> :zero
        _ -> IO.puts("other")
      end

      :done
    end

    def k(x) do
      :start
      x
    end
  end
  """

  @code "IO.puts(:here)"

  defp run(id, function, opts \\ []) do
    source = named(@source)
    [_, module] = Regex.run(~r/defmodule (\S+)/, source)
    id = String.replace(id, "MODULE", module)

    for {weave, form} <- [{&Spile.transform/2, :text}, {&Spile.transform/2, :quoted}] do
      {:ok, quoted} = Code.string_to_quoted(source, columns: true)
      config = Spile.inject_before_node(Spile.new(), id, opts[:code] || @code, Keyword.take(opts, [:context_vars]))

      case weave.(config, if(form == :text, do: source, else: quoted)) do
        {:ok, code} ->
          module = compiled(code)
          ran = printed(fn -> function.(module) end)
          :code.purge(module)
          :code.delete(module)
          ran

        {:error, {kind, details}} ->
          {kind, String.replace(details.message, module, "M")}
      end
    end
    |> Enum.uniq()
  end

  # What is told of a source that is text.
  defp error(id), do: id |> run(& &1.f(1)) |> List.first() |> elem(1)

  test "the seed's spelling of a statement" do
    show = [code: "IO.inspect(binding_of: {y, z})", context_vars: [:y, :z]]
    # Before the second statement there is no `z` yet.
    assert run("MODULE:f/1:body:expr_2", & &1.f(1), show) == [{{:ok, 40}, ["[binding_of: {2, nil}]"]}]
    assert run("MODULE:f/1:body:expr_3", & &1.f(1), show) == [{{:ok, 40}, ["[binding_of: {2, 20}]"]}]
    assert run("MODULE#f/1@1:body:expr_1", & &1.f(1), show) == [{{:ok, 40}, ["[binding_of: {nil, nil}]"]}]
  end

  test "a function, by whatever name, is entered in each of its clauses" do
    for id <- ["MODULE:g/1", "MODULE#g/1", "MODULE.g/1", "#g/1"] do
      assert run(id, &{&1.g(0), &1.g(1)}) == [{{0, 10}, ["here", "here"]}]
    end

    assert run("MODULE:g/1@2", &{&1.g(0), &1.g(1)}) == [{{0, 10}, ["here"]}]
  end

  test "before a literal is behind the statement before it, or at the entry" do
    assert run("MODULE:h/1:body:expr_2", & &1.h(1)) == [{:done, ["other", "here"]}]
    assert run("MODULE:k/1:body:expr_1", & &1.k(1)) == [{1, ["here"]}]
  end

  test "before a literal that begins a branch there is no place, which is told" do
    assert error("MODULE#h/1@1:atom:83265a23") =~ "a literal at the start of a branch"
  end

  test "an ID that nothing has is an error, with those that are near" do
    message = error("MODULE:f/1:body:expr_9")
    assert message =~ "no node of this source has this ID; there are M#f/1@1:match:"
    assert message =~ "(line 3: y = x + 1), M#f/1@1:match:"
    assert message =~ "(line 5: {:ok, z * 2})"

    message = error("MODULE:ff/1:body:expr_1")
    assert message =~ "there are M#f/1@1 (line 2: def f(x) do...), M#g/1@1 (line 8: def g(0), do: 0), M#g/1@2"

    assert [{:injection_point, "this is a line and no node" <> _}] = run("lib/shop.ex:3", & &1.f(1))
  end

  test "an ID of another module comes to nothing here" do
    config = Spile.inject_before_node(Spile.new(), "Other:f/1:body:expr_1", @code)
    assert {:ok, %{unmet: [injection_point: %{value: "Other:f/1:body:expr_1"}]}} = Spile.weave(config, named(@source))
  end
end
