defmodule Spile.DiagnosticsTest do
  # Warnings are taken from standard error, and all programs define the same module.
  use ExUnit.Case, async: false

  alias Spile.Test.Diagnosed

  # The first line of a program tells from which Elixir on the compiler says something of it, and a part of that.
  @folder Path.expand("diagnostics", __DIR__)
  @other Path.join(@folder, "other")

  setup_all do
    ansi = Application.get_env(:elixir, :ansi_enabled)
    conflicts = Code.get_compiler_option(:ignore_module_conflict)
    Application.put_env(:elixir, :ansi_enabled, false)
    Code.put_compiler_option(:ignore_module_conflict, true)
    folder = Path.join(System.tmp_dir!(), "spile-diagnostics-#{System.pid()}")
    File.mkdir_p!(folder)

    on_exit(fn ->
      Application.put_env(:elixir, :ansi_enabled, ansi)
      Code.put_compiler_option(:ignore_module_conflict, conflicts)
      File.rm_rf!(folder)
    end)

    {:ok, path: Path.join(folder, "diagnosed.ex")}
  end

  for file <- Path.wildcard(Path.join(@folder, "*.ex")) do
    @file_of_test file
    test "the same is said of #{Path.basename(file, ".ex")}", %{path: path} do
      {source, plain} = plain(@file_of_test, path)
      assert Diagnosed.woven(source, path, []) == plain
      assert Diagnosed.woven(source, path, capture_return: true) == plain
    end
  end

  # docs/elixir/diagnostics.md tells why.
  for file <- Path.wildcard(Path.join(@other, "*.ex")) do
    @file_of_test file
    test "something else is said of #{Path.basename(file, ".ex")}", %{path: path} do
      {source, plain} = plain(@file_of_test, path)
      [_, part] = expectation(source)
      woven = Diagnosed.woven(source, path, [])
      if plain =~ part, do: assert(woven =~ part)
    end
  end

  defp plain(file, path) do
    source = File.read!(file)
    plain = Diagnosed.plain(source, path)

    case expectation(source) do
      [since, part] -> if applies?(since), do: assert(plain =~ part)
      [since] -> if applies?(since), do: assert(plain != "")
    end

    {source, plain}
  end

  defp expectation(source) do
    ["# " <> first | _] = String.split(source, "\n")
    String.split(first, ": ", parts: 2)
  end

  defp applies?(since), do: Version.match?(System.version(), ">= #{since}.0")
end
