# Compiles a project without its build tool: `elixir compile_need.exs [--erlang-only] EBIN`, in the project's folder. What it needs
# is on the code path. Modules go to EBIN, and so does the application's file.
{only_erlang?, ebin} =
  case System.argv() do
    ["--erlang-only", ebin] -> {true, ebin}
    [ebin] -> {false, ebin}
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

  {app, properties} =
    if File.regular?("mix.exs") do
      Mix.start()
      Mix.env(:prod)
      Code.require_file("mix.exs")
      project = Mix.Project.get!()
      config = Mix.Project.config()
      files = for folder <- config[:elixirc_paths] || ["lib"], file <- Path.wildcard("#{folder}/**/*.ex"), do: file
      {:ok, _, _} = Kernel.ParallelCompiler.compile_to_path(files, ebin, return_diagnostics: true)
      properties = if function_exported?(project, :application, 0), do: project.application(), else: []
      {config[:app], properties}
    else
      {nil, []}
    end

  {app, properties} =
    case Path.wildcard("src/*.app.src") do
      [file] ->
        {:ok, [{:application, app, written}]} = :file.consult(String.to_charlist(file))
        {app, written}

      [] ->
        {app, properties}
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
