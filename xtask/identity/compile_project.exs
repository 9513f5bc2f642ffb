# Compiles the project in the current folder to `ebin`, as `mix compile` would in the environment `test`.
Code.require_file("like_mix.exs", __DIR__)
Code.compiler_options(ignore_module_conflict: true)

files =
  for folder <- Mix.Project.config()[:elixirc_paths] || ["lib"],
      file <- if(File.dir?(folder), do: Path.wildcard("#{folder}/**/*.ex"), else: Path.wildcard(folder)),
      do: file

files = Spile.Identity.Quoted.files(Enum.uniq(files), :compile)

case Kernel.ParallelCompiler.compile_to_path(files, "ebin", return_diagnostics: true) do
  {:ok, _, _} -> :ok
  {:error, _, _} -> System.halt(1)
end
