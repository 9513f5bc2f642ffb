# Compiles one of Elixir's own applications, in the current folder, to `ebin`.
Code.compiler_options(ignore_module_conflict: true)
files = Spile.Identity.Quoted.files(Path.wildcard("lib/**/*.ex"), :compile)

case Kernel.ParallelCompiler.compile_to_path(files, "ebin", return_diagnostics: true) do
  {:ok, _, _} -> :ok
  {:error, _, _} -> System.halt(1)
end
