# Makes the project in the current folder the current one, as `mix test` would, but that nothing is fetched and no dependency is asked
# for: those that there are lie on the code path. The project's own modules are expected in `ebin`.
Mix.start()
Mix.env(:test)

if File.regular?("config/config.exs"),
  do: Application.put_all_env(Config.Reader.read!("config/config.exs", env: :test), persistent: true)

if File.regular?("mix.exs") do
  Code.require_file("mix.exs")

  # `Application.app_dir` finds an application by the name of the folder that its modules lie in.
  folder = Path.join("_build/test/lib", Atom.to_string(Mix.Project.config()[:app]))
  File.mkdir_p!(folder)

  for part <- ["ebin", "priv"], File.dir?(part) do
    File.rm(Path.join(folder, part))
    File.ln_s!(Path.expand(part), Path.join(folder, part))
  end

  Code.prepend_path(Path.expand(Path.join(folder, "ebin")))
end
