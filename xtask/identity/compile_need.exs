# Compiles a project without its build tool, in the project's folder: `elixir compile_need.exs LIB`. What it needs is on the code
# path. Modules and the application's file go to LIB/APP/ebin, and what the project has beside them is in LIB/APP, too.
# `elixir compile_need.exs --erlang-only EBIN` compiles to EBIN what there is in Erlang.
mix? = File.regular?("mix.exs")
specification = Path.wildcard("src/*.app.src") ++ Path.wildcard("ebin/*.app")

{only_erlang?, app, ebin} =
  case System.argv() do
    ["--erlang-only", ebin] ->
      {true, nil, ebin}

    [lib] ->
      app =
        if mix? do
          Mix.start()
          Mix.env(:prod)
          Code.require_file("mix.exs")
          Mix.Project.config()[:app]
        else
          [app | _] = specification |> hd() |> Path.basename() |> String.split(".")
          String.to_atom(app)
        end

      folder = Path.join(lib, Atom.to_string(app))
      File.mkdir_p!(folder)
      for part <- ["priv", "include"], File.dir?(part), do: File.ln_s!(Path.expand(part), Path.join(folder, part))
      {false, app, Path.join(folder, "ebin")}
  end

File.mkdir_p!(ebin)
output = String.to_charlist(ebin)

generated =
  for grammar <- Path.wildcard("src/*.{xrl,yrl}") do
    module = if Path.extname(grammar) == ".xrl", do: :leex, else: :yecc
    {:ok, file} = module.file(String.to_charlist(grammar))
    List.to_string(file)
  end

for file <- Enum.uniq(generated ++ Path.wildcard("src/**/*.erl")) do
  {:ok, _} = :compile.file(String.to_charlist(file), [:debug_info, :report_errors, i: ~c"include", outdir: output])
end

unless only_erlang? do
  Code.prepend_path(ebin)

  properties =
    if mix? do
      project = Mix.Project.get!()
      folders = Mix.Project.config()[:elixirc_paths] || ["lib"]
      files = for folder <- folders, file <- Path.wildcard("#{folder}/**/*.ex"), do: file
      {:ok, _, _} = Kernel.ParallelCompiler.compile_to_path(files, ebin, return_diagnostics: true)
      if function_exported?(project, :application, 0), do: project.application(), else: []
    else
      []
    end

  properties =
    case specification do
      [file] ->
        {:ok, [{:application, ^app, written}]} = :file.consult(String.to_charlist(file))
        written

      [] ->
        properties
    end

  modules = for beam <- Path.wildcard("#{ebin}/*.beam"), do: beam |> Path.basename(".beam") |> String.to_atom()
  applications = Keyword.get(properties, :applications, []) ++ Keyword.get(properties, :extra_applications, [])

  properties =
    properties
    |> Keyword.take([:env, :mod, :registered, :start_phases])
    |> Keyword.merge(
      applications: Enum.uniq([:kernel, :stdlib, :elixir] ++ applications),
      modules: modules,
      vsn: ~c"0",
      description: ~c""
    )

  specification = :io_lib.format("~p.~n", [{:application, app, properties}])
  File.write!(Path.join(ebin, "#{app}.app"), specification)
end
