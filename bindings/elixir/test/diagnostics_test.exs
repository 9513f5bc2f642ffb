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
      for {_, config} <- configs(), do: assert(Diagnosed.woven(source, path, config) == plain)
    end
  end

  # Around a body that is guarded there is a scope, at whose end Elixir tells of unused variables; and before 1.15 those that a probe
  # reads are used ones.
  for file <- Path.wildcard(Path.join(@folder, "scopes/*.ex")) do
    @file_of_test file
    test "the same is said in one scope of #{Path.basename(file, ".ex")}", %{path: path} do
      {source, plain} = plain(@file_of_test, path)

      names =
        if applies?("1.15"), do: [:calls, :await, :tracked, :values, :variables], else: [:calls, :await, :tracked]

      for name <- names, do: assert(Diagnosed.woven(source, path, configs()[name]) == plain)
    end
  end

  # docs/elixir/diagnostics.md tells why.
  for file <- Path.wildcard(Path.join(@other, "*.ex")) do
    @file_of_test file
    test "something else is said of #{Path.basename(file, ".ex")}", %{path: path} do
      {source, plain} = plain(@file_of_test, path)
      [_, part] = expectation(source)
      woven = Diagnosed.woven(source, path, calls([]))
      if plain =~ part, do: assert(woven =~ part)
    end
  end

  # Before 1.15, a variable that is read anywhere is a used one.
  test "the same is said of variables that only the user's code reads, and nothing of what it ends with", %{
    path: path
  } do
    source = """
    defmodule Diagnosed do
      def run(argument, other) do
        first = 1
        second = other
        {:ok, other}
      end
    end
    """

    plain = Diagnosed.plain(source, path)
    variables = [:argument, :first, :second]

    for code <- ["{argument, first, second}", "if(argument, do: first, else: second)", "first", "nil"] do
      names = Enum.filter(variables, &(code =~ Atom.to_string(&1)))

      for config <- [
            Spile.inject_at_line(calls([]), 5, code, context_vars: names),
            Spile.inject_before_return(calls([]), code, context_vars: names)
          ],
          applies?("1.15") or names == [],
          do: assert(Diagnosed.woven(source, path, config) == plain)
    end
  end

  # Macros of a module that is loaded are not those of the one that is compiled anew, and are looked up otherwise.
  test "an import is used where the module is loaded already", %{path: path} do
    source = """
    defmodule Diagnosed.Again do
      import Record, only: [is_record: 1]
      def run(x), do: is_record(x)
    end
    """

    for {_, config} <- configs() do
      Code.compile_string(source, path)
      assert Diagnosed.woven(source, path, config) == ""
    end
  end

  defp configs do
    values = calls(capture_args: true, capture_return: true, log_duration: true)

    [
      calls: calls([]),
      values: values,
      await: %{calls([]) | tail_calls: :await},
      errors: calls(log_errors: true),
      tracked: Spile.track_expressions(calls([]), ["to_string(x)", "1 + 2"]),
      variables: values |> variables(:entry) |> variables(:before_return)
    ]
  end

  defp calls(options) do
    Spile.new(anonymous_functions: true) |> Spile.instrument_functions(:all, log_entry_exit: options)
  end

  # Before 1.15, a variable that a probe reads is one that is used.
  defp variables(config, at),
    do: if(applies?("1.15"), do: Spile.capture_variables(config, :all, at: at), else: config)

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
