# What Elixir itself says of projects: compiles each folder that is an argument, in order, without its build tool and without writing anything,
# and prints one fact a line, its parts divided by tabs:
#
#   project  NAME  VERSION  FOLDER  files that could not be compiled
#   module   NAME  FILE                        a module that was compiled, and is judged
#   routed   MODULE                            a controller that a router leads to
#   real     PATTERN  MODULE  NAME  ARITY      a function that the pattern should select
#   test     FILE  LINE                        a test of ExUnit's
#
# A function that a macro of elsewhere wrote is not in the source, and not told.
Mix.start()
Mix.shell(Mix.Shell.Quiet)
Code.put_compiler_option(:ignore_module_conflict, true)
Code.put_compiler_option(:debug_info, true)
Application.ensure_all_started(:logger)
Logger.configure(level: :none)
ExUnit.start(autorun: false)

defmodule Spile.Judge do
  @families [
    genserver_callbacks: [GenServer],
    supervisor_callbacks: [Supervisor, DynamicSupervisor, :supervisor],
    plug_callbacks: [Plug],
    phoenix_live_view_callbacks: [Phoenix.LiveView, Phoenix.LiveComponent],
    oban_workers: [Oban.Worker]
  ]

  def project(folder) do
    File.cd!(folder)
    load_application(folder)
    erlang(folder)
    {modules, failed} = compile(Path.wildcard(folder <> "/lib/**/*.ex"))
    support = Path.wildcard(folder <> "/test/{support,fixtures}/**/*.ex")
    {more, _} = compile(support)
    {helpers, _} = require_each(Path.wildcard(folder <> "/test/support/**/*.exs"))
    {tests, failed_tests} = require_each(Path.wildcard(folder <> "/test/**/*_test.exs"))
    tell(["project", name(folder), version(folder), folder, length(failed) + length(failed_tests)])
    all = modules ++ more ++ helpers ++ tests
    for {module, file, binary} <- all, do: module(module, file, binary)
    for {module, _, _} <- tests, do: tests(module)
    routed = for {module, _, _} <- all, route <- routes(module), do: route
    for {controller, action} <- Enum.uniq(routed), do: real(:phoenix_actions, controller, {action, 2})
    for controller <- routed |> Enum.map(&elem(&1, 0)) |> Enum.uniq(), do: tell(["routed", inspect(controller)])
  end

  defp tell(parts), do: IO.puts(Enum.join(parts, "\t"))

  defp real(pattern, module, {name, arity}), do: tell(["real", pattern, inspect(module), name, arity])

  defp name(folder), do: folder |> Path.basename() |> String.replace("+", "/")

  defp version(folder) do
    with {:ok, text} <- File.read(folder <> "/mix.exs"),
         [_, version] <- Regex.run(~r/(?:@version|version:) "([^"]+)"/, text) do
      version
    else
      _ -> "?"
    end
  end

  # Some ask for the version of an application while they are compiled.
  defp load_application(folder) do
    with {:ok, text} <- File.read(folder <> "/mix.exs"), [_, app] <- Regex.run(~r/app: :(\w+)/, text) do
      vsn = String.to_charlist(version(folder))
      :application.load({:application, String.to_atom(app), vsn: vsn, modules: [], registered: [], applications: []})
    end
  end

  defp erlang(folder) do
    for file <- Path.wildcard(folder <> "/src/*.erl") do
      options = [:binary, {:i, String.to_charlist(folder <> "/include")}]

      case :compile.file(String.to_charlist(file), options) do
        {:ok, module, binary} -> :code.load_binary(module, String.to_charlist(file), binary)
        _ -> nil
      end
    end
  end

  # Files that fail are left out, and the others compiled anew.
  defp compile(files, failed \\ [], rounds \\ 12)
  defp compile([], failed, _), do: {[], failed}
  defp compile(files, failed, 0), do: {[], failed ++ files}

  defp compile(files, failed, rounds) do
    me = self()
    each = fn file, module, binary -> send(me, {:module, {module, file, binary}}) end

    case Kernel.ParallelCompiler.compile(files, each_module: each, return_diagnostics: true) do
      {:ok, _, _} ->
        {collect([]), failed}

      {:error, errors, _} ->
        collect([])
        named = errors |> Enum.map(&file_of/1) |> Enum.uniq()
        bad = Enum.filter(files, &(&1 in named))
        # Which one it was nobody says.
        if bad == [], do: {[], failed ++ files}, else: compile(files -- bad, failed ++ bad, rounds - 1)
    end
  end

  # What a file starts may die: not together with the judge.
  defp require_each(files) do
    {:ok, supervisor} = Task.Supervisor.start_link()

    Enum.reduce(files, {[], []}, fn file, {found, failed} ->
      task = Task.Supervisor.async_nolink(supervisor, fn -> require_one(file) end)

      case Task.yield(task, 10_000) || Task.shutdown(task, :brutal_kill) do
        {:ok, {:ok, modules}} -> {modules ++ found, failed}
        _ -> {found, [file | failed]}
      end
    end)
  end

  defp require_one(file) do
    {:ok, for({module, binary} <- Code.require_file(file), do: {module, file, binary})}
  catch
    _, _ -> :error
  end

  defp file_of(%{file: file}), do: file
  defp file_of({file, _, _}), do: file

  defp collect(found) do
    receive do
      {:module, module} -> collect([module | found])
    after
      0 -> found
    end
  end

  defp module(module, file, binary) do
    case :beam_lib.chunks(binary, [:debug_info]) do
      {:ok, {_, [debug_info: {:debug_info_v1, :elixir_erl, {:elixir_v1, info, _}}]}} -> judge(module, file, info)
      _ -> nil
    end
  end

  defp judge(module, file, info) do
    tell(["module", inspect(module), file])
    own = for {function, kind, meta, clauses} <- info.definitions, written?(function, meta), do: {function, kind, clauses}
    for {function, :def, _} <- own, do: real(:public_functions, module, function)
    # What a protocol declares, its macro writes.
    if function_exported?(module, :__protocol__, 1) do
      for function <- module.__protocol__(:functions), do: real(:public_functions, module, function)
    end

    for {function, :defp, _} <- own, do: real(:private_functions, module, function)
    public = for {function, :def, _} <- own, do: function
    behaviours = for {:behaviour, list} <- attributes(module), behaviour <- list, do: behaviour
    for {pattern, family} <- @families, do: callbacks(pattern, module, public, Enum.filter(behaviours, &(&1 in family)))
    callbacks(:behaviour_callbacks, module, public, behaviours)
    written = MapSet.new(own, &elem(&1, 0))
    for function <- recursive(module, info.definitions), function in written, do: real(:recursive_functions, module, function)
  end

  defp attributes(module), do: module.module_info(:attributes)

  # `test` and `defoverridable` make functions with spaces in their names.
  defp written?({name, _}, meta) do
    not Keyword.has_key?(meta, :context) and not Keyword.get(meta, :generated, false) and
      not String.contains?(Atom.to_string(name), " ")
  end

  defp callbacks(pattern, module, public, behaviours) do
    all =
      for behaviour <- behaviours,
          Code.ensure_loaded?(behaviour) and function_exported?(behaviour, :behaviour_info, 1),
          callback <- behaviour.behaviour_info(:callbacks),
          callback in public,
          do: callback

    for callback <- Enum.uniq(all), do: real(pattern, module, callback)
  end

  # Those in a cycle of calls, after all macros are expanded.
  defp recursive(module, definitions) do
    functions = for {function, kind, _, _} <- definitions, kind in [:def, :defp], do: function
    graph = :digraph.new()
    for function <- functions, do: :digraph.add_vertex(graph, function)

    for {caller, kind, _, clauses} <- definitions, kind in [:def, :defp], {_, _, _, body} <- clauses do
      Macro.prewalk(body, fn node ->
        callee = callee(node, module)
        if callee && callee in functions, do: :digraph.add_edge(graph, caller, callee)
        node
      end)
    end

    :digraph_utils.cyclic_strong_components(graph) |> List.flatten()
  end

  defp callee({:&, _, [{:/, _, [{name, _, context}, arity]}]}, _) when is_atom(name) and is_atom(context), do: {name, arity}
  defp callee({:&, _, [{:/, _, [{{:., _, [module, name]}, _, []}, arity]}]}, module), do: {name, arity}
  defp callee({{:., _, [:erlang, :apply]}, _, [module, name, args]}, module) when is_list(args), do: {name, length(args)}
  defp callee({{:., _, [module, name]}, _, args}, module) when is_list(args), do: {name, length(args)}
  defp callee({name, _, args}, _) when is_atom(name) and is_list(args), do: {name, length(args)}
  defp callee(_, _), do: nil

  defp tests(module) do
    if function_exported?(module, :__ex_unit__, 0) do
      for test <- module.__ex_unit__().tests, do: tell(["test", test.tags.file, test.tags.line])
    end
  end

  defp routes(module) do
    if function_exported?(module, :__routes__, 0) do
      for %{plug: plug, plug_opts: action} <- module.__routes__(),
          is_atom(action) and Code.ensure_loaded?(plug) and function_exported?(plug, action, 2),
          do: {plug, action}
    else
      []
    end
  end
end

for folder <- System.argv(), do: Spile.Judge.project(folder)
# What is left running is nobody's.
System.halt(0)
