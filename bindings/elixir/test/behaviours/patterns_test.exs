defmodule Spile.Behaviours.PatternsTest do
  use ExUnit.Case, async: true

  # The names of the definitions that a pattern selects.
  defp names(source, pattern) do
    for id <- Spile.detect_patterns(source, [pattern]) |> Map.get(pattern, []),
        do: id |> String.split("#") |> List.last()
  end

  @server """
  defmodule Server do
    use GenServer
    def init(x), do: {:ok, x}
    def handle_call(_, _, s), do: {:reply, s, s}
    def handle_cast(_, s), do: {:noreply, s}
    def handle_info(_, s), do: {:noreply, s}
    def handle_continue(_, s), do: {:noreply, s}
    def terminate(_, _), do: :ok
    def code_change(_, s, _), do: {:ok, s}
    def handle_call(_, _), do: :no_callback
    defp init(x, _), do: x
    def api(pid), do: GenServer.call(pid, :get)
  end
  """

  @functions """
  defmodule Functions do
    def open(x), do: closed(x)
    defp closed(x), do: x
    def down(0), do: 0
    def down(n), do: down(n - 1)
    def even(0), do: true
    def even(n), do: odd(n - 1)
    defp odd(n), do: even(n - 1)
    defmacro inline(x), do: x
  end
  """

  describe "patterns" do
    test "match_genserver_callbacks/1 correctly identifies GenServer callbacks" do
      callbacks = ~w(init/1 handle_call/3 handle_cast/2 handle_info/2 handle_continue/2 terminate/2 code_change/3)
      assert names(@server, :genserver_callbacks) == for(name <- callbacks, do: name <> "@1")
      behaviour = String.replace(@server, "use GenServer", "@behaviour GenServer")
      assert names(behaviour, :genserver_callbacks) == names(@server, :genserver_callbacks)
    end

    test "match_genserver_callbacks/1 returns false for non-GenServer functions" do
      found = names(@server, :genserver_callbacks)
      for other <- ["handle_call/2@1", "init/2@1", "api/1@1"], do: refute(other in found)
      assert names(String.replace(@server, "use GenServer", "use Agent"), :genserver_callbacks) == []
    end

    test "match_phoenix_actions/1 correctly identifies Phoenix controller actions" do
      source =
        "defmodule C do\n  use Phoenix.Controller\n  def index(conn, _), do: conn\n  def create(conn, p), do: {conn, p}\nend"

      assert names(source, :phoenix_actions) == ["index/2@1", "create/2@1"]
    end

    test "match_phoenix_actions/1 returns false for non-Phoenix action functions" do
      source = "defmodule C do\n  def index(conn, _), do: conn\nend"
      assert names(source, :phoenix_actions) == []

      controller =
        "defmodule C do\n  use Phoenix.Controller\n  def index(conn), do: conn\n  defp show(c, p), do: {c, p}\nend"

      assert names(controller, :phoenix_actions) == []
    end

    test "match_phoenix_live_view_callbacks/1 correctly identifies LiveView callbacks" do
      source = """
      defmodule L do
        use Phoenix.LiveView
        def mount(_, _, s), do: {:ok, s}
        def handle_params(_, _, s), do: {:noreply, s}
        def handle_event(_, _, s), do: {:noreply, s}
        def handle_info(_, s), do: {:noreply, s}
        def render(assigns), do: assigns
      end
      """

      callbacks = ~w(mount/3 handle_params/3 handle_event/3 handle_info/2 render/1)
      assert names(source, :phoenix_live_view_callbacks) == for(name <- callbacks, do: name <> "@1")
    end

    test "match_phoenix_live_view_callbacks/1 returns false for non-LiveView functions" do
      source = "defmodule L do\n  use Phoenix.LiveView\n  def mount(x), do: x\n  def helper(_, _, s), do: s\nend"
      assert names(source, :phoenix_live_view_callbacks) == []
      assert names("defmodule L do\n  def mount(_, _, s), do: s\nend", :phoenix_live_view_callbacks) == []
    end

    test "match_public_functions/1 correctly identifies public functions (def)" do
      found = names(@functions, :public_functions)
      for name <- ~w(open/1@1 down/1@1 down/1@2 even/1@1), do: assert(name in found)
    end

    test "match_public_functions/1 returns false for private functions (defp)" do
      found = names(@functions, :public_functions)
      for name <- ~w(closed/1@1 odd/1@1), do: refute(name in found)
    end

    test "match_private_functions/1 correctly identifies private functions (defp)" do
      assert names(@functions, :private_functions) == ["closed/1@1", "odd/1@1"]
    end

    test "match_private_functions/1 returns false for public functions (def)" do
      refute Enum.any?(names(@functions, :private_functions), &(&1 =~ ~r/open|down|even/))
    end

    test "match_recursive_functions/1 correctly identifies simple direct recursive functions" do
      found = names(@functions, :recursive_functions)
      assert "down/1@2" in found
      # Mutual recursion is recursion as well.
      assert "even/1@2" in found and "odd/1@1" in found
    end

    test "match_recursive_functions/1 returns false for non-recursive functions" do
      found = names(@functions, :recursive_functions)
      for name <- ~w(open/1@1 closed/1@1), do: refute(name in found)
      # Another module's function of this name is another function.
      assert names("defmodule A do\n  def trim(x), do: String.trim(x)\nend", :recursive_functions) == []
    end

    test "pattern matching functions handle various AST node types gracefully" do
      for source <- [
            "",
            "1",
            "[a: 1]",
            "{1, 2}",
            "fn -> 1 end",
            "def",
            "defmodule A",
            "use GenServer",
            "def unquote(f)(x), do: x",
            "%{a | b: 1}"
          ] do
        assert is_map(Spile.detect_patterns(source)), source
      end

      assert Spile.detect_patterns(quote(do: unquote(self()))) == %{}
    end

    test "pattern definitions are well-structured (if applicable)" do
      patterns = Spile.Builder.patterns()
      assert patterns == Enum.uniq(patterns)

      for name <-
            [:genserver_callbacks, :phoenix_actions, :phoenix_live_view_callbacks, :public_functions] ++
              [:private_functions, :recursive_functions, :supervisor_callbacks, :plug_callbacks, :ecto_queries] ++
              [:oban_workers, :exunit_tests, :pipelines, :behaviour_callbacks] do
        assert name in patterns
        assert Spile.validate(Spile.target_pattern(Spile.new(), name)) == :ok
      end
    end
  end
end
