defmodule Spile.DialyzerTest do
  # All programs define the same module.
  use ExUnit.Case, async: false

  alias Spile.Test.Beams

  # Dialyzer says of a list that does not end with one that it is improper, unless the list is on no line or generated, as
  # Elixir's own. A literal is on the line of what it stands in.
  @improper %{
    "the whole body" => "def run(x), do: [x | \"end\"]",
    "the whole body, below the name" => "def run(\n  x\n), do: [x | \"end\"]",
    "the end of a body of several expressions" => "def run(x) do\n  x = [x]\n  [x | \"end\"]\nend",
    "a pair" => "def run(x), do: {:ok, [x | \"end\"]}",
    "a clause" => "def run(x) do\n  case x do\n    1 -> [x | \"end\"]\n    _ -> {x, [x | \"end\"]}\n  end\nend",
    "the end of a clause" => "def run(x) do\n  case x do\n    1 ->\n      x = [x]\n      [x | \"end\"]\n  end\nend",
    "a branch of if" => "def run(x) do\n  if is_list(x), do: [x | \"end\"], else: {:ok, [x | \"end\"]}\nend",
    "the end of a branch of if" => "def run(x) do\n  if is_list(x) do\n    y = [x]\n    [y | \"end\"]\n  end\nend",
    "a branch of cond" =>
      "def run(x) do\n  cond do\n    x == 1 -> [x | \"end\"]\n    true -> [x | \"end\"]\n  end\nend",
    "with" =>
      "def run(x, y) do\n  with {:ok, z} <- x,\n       {:ok, _} <-\n         y do\n    [z | \"end\"]\n  else\n    1 -> [x | \"end\"]\n    _ -> {:error, [x | \"end\"]}\n  end\nend",
    "the else of with that is a variable" =>
      "def run(x) do\n  with {:ok, y} <- x do\n    y\n  else\n    z -> [z | \"end\"]\n  end\nend",
    "with of no pattern" => "def run(x) do\n  with y <- [x] do\n    [y | \"end\"]\n  end\nend",
    "a body with rescue" => "def run(x) do\n  [hd(x) | \"end\"]\nrescue\n  _ -> [x | \"end\"]\nend",
    "receive" => "def run do\n  receive do\n    x -> [x | \"end\"]\n  after\n    0 -> [0 | \"end\"]\n  end\nend",
    "anonymous functions" => "def run do\n  {fn x -> [x | \"end\"] end,\n   &[&1 | \"end\"]}\nend",
    "a match" => "def run(x), do: _ = [x | \"end\"]",
    "the right of ||" => "def run(x) do\n  x || [:x | \"end\"]\nend"
  }

  for {place, function} <- @improper do
    @source "defmodule Said do\n#{function}\nend\n"
    test "a literal that is #{place} is annotated as without probes" do
      plain = @source |> Beams.plain() |> Beams.improper_lists()
      assert plain != []
      assert @source |> Beams.woven([]) |> Beams.improper_lists() == plain
      assert @source |> Beams.woven(capture_return: true) |> Beams.improper_lists() == plain
    end
  end

  test "the runtime says nothing of values that may never come to be" do
    {:ok, specs} = Code.Typespec.fetch_specs(Spile.Runtime)
    specified = Keyword.keys(for {{name, arity}, _} <- specs, do: {:"#{name}/#{arity}", arity})
    assert :"enter/2" in specified
    refute :"leave/3" in specified
    refute :"expression/4" in specified
  end

  if Beams.dialyzer?() do
    # What is said of a loop that goes on for ever differs from what is said of a function that only raises.
    @loop """
    defmodule Said do
      def start(x), do: enter(x)

      defp enter(x) do
        y = [x]
        loop(y)
      end

      defp loop(x) do
        receive do
          {:add, y} -> loop([y | x])
          {:stop, reason} -> exit(reason)
        end
      end

      def raises(x), do: fails({:never, x})
      defp fails(x), do: :erlang.error(x)
      def matches(x), do: :b = same({:a, x})
      defp same({x, _}) when x == :a, do: x
    end
    """
    @calls ["loop(y)", "loop([y | x])", "fails({:never, x})"]

    # What is given to a function that is called when there is nothing else to do.
    @raising """
    defmodule Said do
      def run(x) do
        named(:a, fn -> raise ArgumentError, "none of \#{inspect(x)}" end)
        named(:b, fn
          :b -> exit(:b)
          y -> throw({x, y})
        end)
        named(:c, fn y ->
          z = {x, y}
          case z do
            {1, _} -> raise "one"
            _ -> :erlang.error(z)
          end
        end)
        named(:d, &:erlang.error({x, &1}))
        raises(x)
      end

      def named(name, function), do: {name, function}

      defp raises(x) do
        cond do
          x == 1 -> raise "one"
          true -> exit(x)
        end
      end
    end
    """

    setup_all do
      folder = Path.join(System.tmp_dir!(), "spile-dialyzer-#{System.pid()}")
      File.mkdir_p!(folder)
      on_exit(fn -> File.rm_rf!(folder) end)
      {:ok, folder: folder, plt: Beams.plt(folder)}
    end

    test "Dialyzer says the same of literals", %{folder: folder, plt: plt} do
      said =
        for {place, function} <- @improper do
          source = "defmodule Said do\n#{function}\nend\n"
          plain = source |> Beams.plain() |> Beams.said(plt, folder)
          assert {place, source |> Beams.woven([]) |> Beams.said(plt, folder)} == {place, plain}
          plain
        end

      assert said |> List.flatten() |> Enum.count(&(&1 =~ "improper list")) > 10
    end

    test "Dialyzer says the same of loops, and of what never returns", %{folder: folder, plt: plt} do
      plain = @loop |> Beams.plain() |> Beams.said(plt, folder)
      assert Enum.any?(plain, &(&1 =~ "raises/1"))
      refute Enum.any?(plain, &(&1 =~ "loop/1"))
      assert @loop |> Beams.woven([]) |> Beams.said(plt, folder) == plain
      assert @loop |> Beams.woven([capture_return: true], @calls) |> Beams.said(plt, folder) == plain
    end

    test "Dialyzer says the same of what only raises, in functions with and without a name", %{
      folder: folder,
      plt: plt
    } do
      plain = @raising |> Beams.plain() |> Beams.said(plt, folder)

      for options <- [[], [capture_return: true], [log_errors: true], [capture_return: true, log_errors: true]] do
        assert {options, @raising |> Beams.woven(options) |> Beams.said(plt, folder)} == {options, plain}
      end
    end

    # docs/identity/elixir.md tells why.
    test "Dialyzer says of a loop with more in it what it says when its author put that there", %{
      folder: folder,
      plt: plt
    } do
      loop = "receive do\n{:add, y} -> loop([y | x])\n{:stop, reason} -> exit(reason)\nend"
      tried = "try do #{loop}\ncatch kind, reason -> :erlang.raise(kind, reason, __STACKTRACE__) end"
      used = "value = #{loop}\n_ = {:returned, value}\nvalue"
      said = &(&1 |> Beams.said(plt, folder) |> Enum.map(fn text -> Regex.replace(~r/:\d+:/, text, ":") end))

      [plain, tried, used] =
        for body <- [loop, tried, used], do: "defmodule Said do\ndef loop(x) do\n#{body}\nend\nend\n"

      assert plain |> Beams.plain() |> said.() == []

      tried = tried |> Beams.plain() |> said.()
      assert plain |> Beams.woven(log_errors: true) |> said.() == tried
      assert tried != [] or System.otp_release() < "27"

      used = used |> Beams.plain() |> said.()
      code = &Spile.inject_before_return(&1, "_ = {:returned, result}", context_vars: [])
      assert plain |> Beams.woven([], [], code) |> said.() == used
      assert [_] = used
    end
  end
end
