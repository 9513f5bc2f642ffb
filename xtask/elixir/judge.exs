# What Elixir itself says of projects: of an argument `routes:FOLDER` only where the routes lead of an application that cannot be
# compiled (`routes.exs`); else it compiles each folder that is an argument, in order, without its build tool and without writing anything,
# and prints one fact a line, its parts divided by tabs:
#
#   project   NAME  VERSION  FOLDER  files that could not be compiled
#   module    NAME  FILE                        a module that was compiled, and is judged
#   routed    MODULE                            a controller that a router leads to
#   text      FILE  LINE  NAME                  a function whose definition stands there, says Elixir's parser
#   compiled  FILE  LINE  NAME                  and that was compiled: others stand under a condition that did not hold
#   real      PATTERN  MODULE  NAME  ARITY  FILE  LINES
#                                               a function that the pattern should select, and where its clauses are
#   test      FILE  LINE                        a test of ExUnit's
#   pipeline  FILE  LINE  COLUMN                the last operator of a pipeline that is no step of another, says the parser
#   query     FILE  LINE  COLUMN  NAME          a call of Ecto.Query that makes a query, says the compiler
#   callbacks MODULE  FUNCTIONS                 what a behaviour of Elixir's, Erlang's or the project's asks for
#   exports   MODULE  FUNCTIONS                 what `import` of a module brings
#
# A function that a macro of elsewhere wrote is not in the source, and not told.
Code.require_file("routes.exs", __DIR__)
Mix.start()
Mix.shell(Mix.Shell.Quiet)
Code.put_compiler_option(:ignore_module_conflict, true)
Code.put_compiler_option(:debug_info, true)
Application.ensure_all_started(:logger)
Logger.configure(level: :none)
ExUnit.start(autorun: false)

defmodule Spile.Judge.Tracer do
  # What the compiler says that calls mean, while it compiles.
  @table __MODULE__

  def start do
    :ets.new(@table, [:named_table, :public, :duplicate_bag])
    Code.put_compiler_option(:tracers, [__MODULE__ | Code.get_compiler_option(:tracers)])
    Code.put_compiler_option(:parser_options, Keyword.merge(Code.get_compiler_option(:parser_options), columns: true))
  end

  def trace({kind, meta, module, name, arity}, env)
      when kind in [:imported_macro, :remote_macro, :imported_function, :remote_function] and module == Ecto.Query do
    :ets.insert(@table, {{:query, env.file, meta[:line], meta[:column], name}, arity})
    :ok
  end

  def trace(_, _), do: :ok

  @doc "Sees what Plug makes pipelines and routes of, from now on."
  def watch_plugs do
    unless Process.whereis(__MODULE__.Plugs), do: Process.register(spawn(&collect/0), __MODULE__.Plugs)

    for {module, name, arity} <- [{Plug.Builder, :compile, 3}, {Plug.Router, :__to__, 2}], Code.ensure_loaded?(module),
        do: :erlang.trace_pattern({module, name, arity}, true, [])

    :erlang.trace(:all, true, [:call, {:tracer, Process.whereis(__MODULE__.Plugs)}])
  end

  defp collect do
    receive do
      {:trace, _, :call, {Plug.Builder, :compile, [_, pipeline, _]}} -> for {plug, _, _} <- pipeline, do: plug(plug)
      {:trace, _, :call, {Plug.Router, :__to__, [_, options]}} -> plug(options[:to])
      {:seen, from} -> send(from, :seen)
      _ -> nil
    end

    collect()
  end

  defp plug(plug), do: :ets.insert(@table, {{:plug, plug}, 2})

  def plugs, do: for({{:plug, module}, _} <- :ets.tab2list(@table), uniq: true, do: module)

  def plugs_are_seen do
    reference = :erlang.trace_delivered(:all)
    receive do: ({:trace_delivered, :all, ^reference} -> nil)
    send(__MODULE__.Plugs, {:seen, self()})
    receive do: (:seen -> nil)
  end

  def queries, do: for({{:query, file, line, column, name}, _} <- :ets.tab2list(@table), uniq: true, do: {file, line, column, name})
end

defmodule Spile.Judge do
  @families [
    genserver_callbacks: [GenServer],
    supervisor_callbacks: [Supervisor, DynamicSupervisor, :supervisor],
    plug_callbacks: [Plug],
    phoenix_live_view_callbacks: [Phoenix.LiveView, Phoenix.LiveComponent],
    oban_workers: [Oban.Worker]
  ]

  # What gives a query, besides the macros of `Ecto.Query`.
  @query_functions [:exclude, :first, :last, :subquery, :reverse_order, :put_query_prefix, :recursive_ctes, :with_named_binding]

  # Modules whose functions are imported in many projects.
  @imported [Ecto.Query, Ecto.Changeset, Plug.Conn]

  def project(folder) do
    File.cd!(folder)
    load_application(folder)
    erlang(folder)
    {modules, failed} = compile(Path.wildcard(folder <> "/lib/**/*.ex"))
    Spile.Judge.Tracer.watch_plugs()
    support = Path.wildcard(folder <> "/test/{support,fixtures}/**/*.ex")
    {more, _} = compile(support)
    {helpers, _} = require_each(Path.wildcard(folder <> "/test/support/**/*.exs"))
    {tests, failed_tests} = require_each(Path.wildcard(folder <> "/test/**/*_test.exs"))
    tell(["project", name(folder), version(folder), folder, length(failed) + length(failed_tests)])
    all = modules ++ more ++ helpers ++ tests
    files = all |> Enum.map(&elem(&1, 1)) |> Enum.uniq()
    texts = Map.new(files, &{&1, text(&1)})
    Spile.Judge.Tracer.plugs_are_seen()
    for {_, text} <- texts, do: tell_text(text)
    for {module, file, binary} <- all, do: module(module, texts[file], binary)
    for {module, _, _} <- tests, do: tests(module)
    routed = for {module, _, _} <- all, route <- routes(module), do: route
    for {module, file, _} <- all, {^module, action} <- Enum.uniq(routed), do: routed(module, action, texts[file])
    for controller <- routed |> Enum.map(&elem(&1, 0)) |> Enum.uniq(), do: tell(["routed", inspect(controller)])
    queries(texts)
    for {module, _, _} <- modules, do: callbacks_of(module)
    for {module, _, _} <- modules, module in @imported, do: exports_of(module)
  end

  @doc "Where the routes of an application lead."
  def routes_of(folder) do
    tell(["project", name(folder), version(folder), folder, 0])
    routes = Spile.Judge.Routes.of(folder)

    for file <- Spile.Judge.Routes.files(folder), {:ok, tree} <- [Spile.Judge.Routes.parse(file)] do
      for {module, functions} <- Spile.Judge.Routes.modules(tree), actions = for({^module, action} <- routes, do: action), actions != [] do
        tell(["module", inspect(module), file])
        tell(["routed", inspect(module)])
        for action <- actions, do: routed(module, action, %{file: file, functions: functions})
      end
    end
  end

  @doc "What the running Elixir and OTP have."
  def standard do
    applications = [:elixir, :eex, :ex_unit, :iex, :logger, :mix, :kernel, :stdlib, :sasl, :ssl, :inets, :ssh, :public_key]

    for application <- applications, module <- modules_of(application), Code.ensure_loaded?(module) do
      callbacks_of(module)
      if elixir?(module) and function_exported?(module, :__info__, 1), do: exports_of(module)
    end
  end

  defp modules_of(application) do
    :application.load(application)
    Enum.sort(Application.spec(application, :modules) || [])
  end

  defp elixir?(module), do: match?("Elixir." <> _, Atom.to_string(module))

  defp callbacks_of(module) do
    if function_exported?(module, :behaviour_info, 1) do
      callbacks = for {name, arity} <- module.behaviour_info(:callbacks), public?(name), do: {name, arity}
      if callbacks != [], do: tell(["callbacks", inspect(module) |> String.trim_leading(":"), functions(callbacks)])
    end
  end

  defp exports_of(module) do
    exports = for {name, arity} <- module.__info__(:functions) ++ module.__info__(:macros), public?(name), do: {name, arity}
    if exports != [], do: tell(["exports", inspect(module), functions(exports)])
  end

  defp public?(name), do: not String.starts_with?(Atom.to_string(name), ["_", "MACRO"])
  defp functions(all), do: all |> Enum.sort() |> Enum.map_join(" ", fn {name, arity} -> "#{name}/#{arity}" end)

  # What a file says, by Elixir's own parser: where functions are defined, pipelines, calls.
  defp text(file) do
    with {:ok, source} <- File.read(file),
         {:ok, tree} <- Code.string_to_quoted(source, columns: true, emit_warnings: false) do
      found = %{file: file, functions: [], private: [], pipelines: [], calls: MapSet.new()}
      {_, {found, []}} = Macro.traverse(tree, {found, []}, &enter/2, &leave/2)
      steps = for {_, _, step} <- found.pipelines, step, uniq: true, do: step
      %{found | pipelines: for({line, column, _} <- found.pipelines, {line, column} not in steps, do: {line, column})}
    else
      _ -> %{file: file, functions: [], private: [], pipelines: [], calls: MapSet.new()}
    end
  end

  # What a `quote` holds is no code of this file, but what it takes from it: the stack says whether it is, from the inside.
  defp enter({:quote, _, arguments} = node, {found, stack}) when is_list(arguments), do: {node, {found, [false | stack]}}

  defp enter({unquote, _, [_]} = node, {found, [_ | _] = stack}) when unquote in [:unquote, :unquote_splicing],
    do: {node, {found, [true | stack]}}

  defp enter(node, {found, [false | _]} = state) when is_map(found), do: {node, state}

  defp enter({:|>, meta, [left, _]} = node, {found, stack}) do
    step = with {:|>, inner, [_, _]} <- left, do: {inner[:line], inner[:column]}
    step = if match?({line, _} when is_integer(line), step), do: step
    {node, {%{found | pipelines: [{meta[:line], meta[:column], step} | found.pipelines]}, stack}}
  end

  defp enter({kind, _, [head | _]} = node, {found, stack}) when kind in [:def, :defp, :defdelegate] do
    private = if kind == :defp, do: head(head) ++ found.private, else: found.private
    {node, {%{found | functions: head(head) ++ found.functions, private: private}, stack}}
  end

  defp enter({{:., meta, [_, name]}, _, arguments} = node, {found, stack}) when is_atom(name) and is_list(arguments),
    do: {node, {call(found, meta, name), stack}}

  defp enter({name, meta, arguments} = node, {found, stack}) when is_atom(name) and is_list(arguments),
    do: {node, {call(found, meta, name), stack}}

  defp enter(node, state), do: {node, state}

  defp leave({:quote, _, arguments} = node, {found, [_ | stack]}) when is_list(arguments), do: {node, {found, stack}}

  defp leave({unquote, _, [_]} = node, {found, [true | stack]}) when unquote in [:unquote, :unquote_splicing],
    do: {node, {found, stack}}

  defp leave(node, state), do: {node, state}

  defp call(found, meta, name), do: %{found | calls: MapSet.put(found.calls, {meta[:line], name})}

  defp head({:when, _, [head | _]}), do: head(head)
  defp head({:unquote, meta, _}), do: [{meta[:line], :unquote}]
  defp head({{:unquote, meta, _}, _, _}), do: [{meta[:line], :unquote}]
  # `defdelegate [a: 1], to: ...` was once written so.
  defp head({name, meta, _}) when is_atom(name), do: [{meta[:line], name}]
  defp head(_), do: []

  defp tell_text(text) do
    for {line, name} <- text.functions, do: tell(["text", text.file, line, name])
    for {line, column} <- text.pipelines, do: tell(["pipeline", text.file, line, column])
  end

  defp queries(texts) do
    if Code.ensure_loaded?(Ecto.Query) do
      # A guard makes no query.
      names = Keyword.keys(Ecto.Query.__info__(:macros)) -- [:is_named_binding]
      names = names ++ @query_functions

      for {file, line, column, name} <- Spile.Judge.Tracer.queries(),
          text = texts[file],
          name in names and line && column && MapSet.member?(text.calls, {line, name}),
          do: tell(["query", file, line, column, name])
    end
  end

  defp routed(module, action, text) do
    real(:phoenix_actions, module, {action, 2}, for({_, ^action} = place <- text.functions, do: place), text)
  end

  defp tell(parts), do: IO.puts(Enum.join(parts, "\t"))

  defp real(_, _, _, [], _), do: nil

  defp real(pattern, module, {name, arity}, places, text) do
    lines = places |> Enum.map(fn {line, name} -> "#{line}:#{name}" end) |> Enum.uniq() |> Enum.join(",")
    tell(["real", pattern, inspect(module), name, arity, text.file, lines])
  end

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

  defp module(module, text, binary) do
    case :beam_lib.chunks(binary, [:debug_info]) do
      {:ok, {_, [debug_info: {:debug_info_v1, :elixir_erl, {:elixir_v1, info, _}}]}} -> judge(module, text, info)
      _ -> nil
    end
  end

  defp judge(module, text, info) do
    tell(["module", inspect(module), text.file])
    written = for definition <- info.definitions, places = places(definition, text), places != [], do: {definition, places}
    for {_, places} <- written, {line, name} <- places, do: tell(["compiled", text.file, line, name])
    own = for {{function, kind, _, _}, places} <- written, kind in [:def, :defp], do: {plain(function), written_kind(kind, places, text), places}
    for {function, :def, places} <- own, do: real(:public_functions, module, function, places, text)
    for {function, :defp, places} <- own, do: real(:private_functions, module, function, places, text)

    # What a protocol declares, its macro writes.
    if function_exported?(module, :__protocol__, 1) do
      for {name, _} = function <- module.__protocol__(:functions) do
        places = for {_, ^name} = place <- text.functions, do: place
        for {line, name} <- places, do: tell(["compiled", text.file, line, name])
        real(:public_functions, module, function, places, text)
      end
    end

    public = for {function, :def, places} <- own, do: {function, places}
    behaviours = for {:behaviour, list} <- attributes(module), behaviour <- list, do: behaviour
    for {pattern, family} <- @families, do: callbacks(pattern, module, public, Enum.filter(behaviours, &(&1 in family)), text)
    callbacks(:behaviour_callbacks, module, public, behaviours, text)

    if module in Spile.Judge.Tracer.plugs() and Plug not in behaviours do
      for {function, places} <- public, function in [init: 1, call: 2] do
        real(:plug_callbacks, module, function, places, text)
        real(:behaviour_callbacks, module, function, places, text)
      end
    end

    recursive = recursive(module, info.definitions)

    for {{function, kind, _, _}, places} <- written, kind in [:def, :defp], function in recursive,
        do: real(:recursive_functions, module, function, places, text)
  end

  # Where the file says what was compiled. What a macro of elsewhere wrote has the line of what called it, or another file.
  defp places({function, _, meta, clauses}, text) do
    {name, _} = plain(function)
    metas = [meta | for({meta, _, _, _} <- clauses, do: meta)]
    lines = for meta <- metas, not Keyword.has_key?(meta, :file) and not Keyword.has_key?(meta, :keep), do: meta[:line]
    for {line, written} = place <- text.functions, line in lines, written in [name, :unquote], uniq: true, do: place
  end

  # What was overridden is private.
  defp written_kind(kind, [place | _], text), do: if(kind == :defp and place not in text.private, do: :def, else: kind)

  # And has another name.
  defp plain({name, arity}) do
    case String.split(Atom.to_string(name), " (overridable ") do
      [name, _] -> {String.to_atom(name), arity}
      _ -> {name, arity}
    end
  end

  defp attributes(module), do: module.module_info(:attributes)

  defp callbacks(pattern, module, public, behaviours, text) do
    all =
      for behaviour <- behaviours,
          Code.ensure_loaded?(behaviour) and function_exported?(behaviour, :behaviour_info, 1),
          callback <- behaviour.behaviour_info(:callbacks),
          {^callback, places} <- public,
          do: {callback, places}

    for {callback, places} <- Enum.uniq(all), do: real(pattern, module, callback, places, text)
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

Spile.Judge.Tracer.start()
Spile.Judge.standard()

for argument <- System.argv() do
  case argument do
    "routes:" <> folder -> Spile.Judge.routes_of(folder)
    folder -> Spile.Judge.project(folder)
  end
end
# What is left running is nobody's.
System.halt(0)
