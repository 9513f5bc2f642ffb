defmodule Spile.Behaviours.AnalyzerTest do
  use ExUnit.Case, async: true

  @mixed """
  defmodule Counter do
    use GenServer

    def start_link(n), do: GenServer.start_link(__MODULE__, n)

    def init(n), do: {:ok, n}

    def handle_call(:get, _from, n), do: {:reply, n, n}
    def handle_call(:fac, _from, n) do
      case n do
        0 -> {:reply, 1, n}
        _ -> {:reply, fac(n), n}
      end
    end

    defp fac(0), do: 1
    defp fac(n) when n > 0, do: n * fac(n - 1)
    defmacro twice(x), do: quote(do: unquote(x) + unquote(x))
  end
  """

  defp analyzed, do: Spile.analyze(@mixed)
  defp function(name), do: Enum.find(analyzed().functions, &(&1.name == name))

  describe "analyzer" do
    test "analyze/1 identifies function definitions (def, defp, defmacro)" do
      assert function(:init).type == :def
      assert function(:fac).type == :defp
      assert function(:twice).type == :defmacro
      assert length(analyzed().functions) == 5
    end

    test "analyze/1 extracts arity and line numbers for functions" do
      assert %{arity: 3, line: 8, clauses: 2, module: "Counter"} = function(:handle_call)
      assert %{arity: 1, line: 16, clauses: 2} = function(:fac)
    end

    test "analyze/1 returns a map with expected analysis report structure" do
      keys = [:complexity_estimate, :constructs, :functions, :modules, :node_count, :patterns, :patterns_detected]
      assert analyzed() |> Map.keys() |> Enum.sort() == keys
      assert analyzed().node_count > 15
      assert analyzed().modules == ["Counter"]
      {:ok, ast} = Spile.parse(@mixed)
      assert Spile.analyze(ast) == analyzed()
      assert {:error, {:syntax, %{line: 1}}} = Spile.analyze("def (")
    end

    test "analyze/1 detects various Elixir constructs (case, cond, if, etc.)" do
      source = """
      if a do
        case b do
          1 -> cond do
            c -> for(x <- d, do: x |> f() |> g())
            true -> with({:ok, y} <- e, do: y)
          end
        end
      end
      try do receive do z -> fn -> z end end rescue _ -> 1 end
      """

      assert %{if: 1, case: 1, cond: 1, for: 1, with: 1, try: 1, receive: 1, fn: 1, |>: 2} =
               Spile.analyze(source).constructs

      assert %{use: 1, case: 1, quote: 1} = analyzed().constructs
    end

    test "analyze/1 provides complexity estimation (if feasible as a placeholder)" do
      assert function(:init).complexity == 1
      # Two clauses, the second with a case of two.
      assert function(:handle_call).complexity == 3
      assert analyzed().complexity_estimate == :low
      clauses = for n <- 1..12, do: "#{n} -> #{n}\n"
      assert Spile.analyze("def f(x) do\ncase x do\n#{clauses}end\nend").complexity_estimate == :high
    end

    test "detect_patterns/2 correctly identifies :genserver_callbacks" do
      ids = ["Counter#init/1@1", "Counter#handle_call/3@1", "Counter#handle_call/3@2"]
      assert Spile.detect_patterns(@mixed, [:genserver_callbacks]) == %{genserver_callbacks: ids}
      without = String.replace(@mixed, "use GenServer", "")
      assert Spile.detect_patterns(without, [:genserver_callbacks]) == %{}
    end

    test "detect_patterns/2 correctly identifies :phoenix_actions" do
      source = """
      defmodule ShopWeb.CartController do
        use ShopWeb, :controller
        def index(conn, _params), do: conn
        def show(conn, %{"id" => id}), do: assign(conn, :id, id)
        def total(cart), do: cart
        defp delete(conn, params), do: {conn, params}
      end
      """

      ids = ["ShopWeb.CartController#index/2@1", "ShopWeb.CartController#show/2@1"]
      assert Spile.detect_patterns(source, [:phoenix_actions]) == %{phoenix_actions: ids}
    end

    test "detect_patterns/2 correctly identifies :phoenix_live_view_callbacks" do
      source = """
      defmodule ShopWeb.CartLive do
        use ShopWeb, :live_view
        def mount(_params, _session, socket), do: {:ok, socket}
        def handle_event("add", _params, socket), do: {:noreply, socket}
        def render(assigns), do: assigns
        def other(x), do: x
      end
      """

      %{phoenix_live_view_callbacks: ids} = Spile.detect_patterns(source, [:phoenix_live_view_callbacks])
      assert ids == for(name <- ~w(mount/3 handle_event/3 render/1), do: "ShopWeb.CartLive##{name}@1")
    end

    test "detect_patterns/2 correctly identifies :public_functions" do
      %{public_functions: ids} = Spile.detect_patterns(@mixed, [:public_functions])
      assert "Counter#start_link/1@1" in ids and "Counter#init/1@1" in ids
      refute Enum.any?(ids, &(&1 =~ "fac"))
    end

    test "detect_patterns/2 correctly identifies :private_functions" do
      assert Spile.detect_patterns(@mixed, [:private_functions]) == %{
               private_functions: ["Counter#fac/1@1", "Counter#fac/1@2"]
             }
    end

    test "detect_patterns/2 correctly identifies :recursive_functions" do
      %{recursive_functions: ids} = Spile.detect_patterns(@mixed, [:recursive_functions])
      assert "Counter#fac/1@2" in ids
      refute Enum.any?(ids, &(&1 =~ "handle_call" or &1 =~ "init"))
    end

    test "detect_patterns/2 handles ASTs with no matching patterns" do
      {:ok, ast} = Spile.parse("x = 1 + 2")
      assert Spile.detect_patterns(ast, [:genserver_callbacks, :public_functions]) == %{}
      assert {:error, {:invalid_configuration, %{message: message}}} = Spile.detect_patterns(ast, [:public_function])
      assert message =~ "did you mean :public_functions?"
    end

    test "detect_patterns/2 handles multiple patterns in one AST" do
      {:ok, ast} = Spile.parse(@mixed)
      patterns = [:genserver_callbacks, :private_functions, :recursive_functions, :phoenix_actions]
      found = Spile.detect_patterns(ast, patterns)
      assert found |> Map.keys() |> Enum.sort() == [:genserver_callbacks, :private_functions, :recursive_functions]
    end
  end
end
