# Starts the application of the project that is compiled in the current folder, as `mix test` would.
Code.require_file("like_mix.exs", __DIR__)

project = Mix.Project.get!()
app = Mix.Project.config()[:app]
properties = if function_exported?(project, :application, 0), do: project.application(), else: []

applications =
  [:kernel, :stdlib, :elixir] ++
    Keyword.get(properties, :applications, []) ++ Keyword.get(properties, :extra_applications, [])

# What is needed is there, and the project knows nothing of it.
for need <- "SPILE_NEEDS" |> System.get_env("") |> String.split(),
    do: {:ok, _} = Application.ensure_all_started(String.to_atom(need))

modules = for beam <- Path.wildcard("ebin/*.beam"), do: beam |> Path.basename(".beam") |> String.to_atom()

specification =
  properties
  |> Keyword.take([:env, :mod, :registered, :start_phases])
  |> Keyword.merge(
    applications: Enum.uniq(applications),
    modules: modules,
    vsn: String.to_charlist(Mix.Project.config()[:version] || "0"),
    description: ~c""
  )

:ok = :application.load({:application, app, specification})
{:ok, _} = Application.ensure_all_started(app)

# When tests run, `mix test` has compiled and loaded everything, and a task runs once.
for task <- ["deps.loadpaths", "loadpaths", "compile.all", "compile", "app.config", "app.start"],
    do: Mix.TasksServer.put({:task, task, project})
