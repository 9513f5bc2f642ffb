defmodule Spile.MixProject do
  use Mix.Project

  def project do
    [
      app: :spile,
      version: "0.1.0",
      elixir: ">= 1.14.0",
      description: "Instruments Elixir programs by insertion: nothing the author wrote is changed or moved.",
      compilers: [:spile_native | Mix.compilers()],
      elixirc_paths: elixirc_paths(Mix.env()),
      start_permanent: false,
      deps: []
    ]
  end

  def application, do: [extra_applications: [:logger]]

  defp elixirc_paths(:test), do: ["lib", "test/support"]
  defp elixirc_paths(_), do: ["lib"]
end

defmodule Mix.Tasks.Compile.SpileNative do
  @moduledoc """
  Puts the NIF into `priv`: the library that `SPILE_NIF` names, else what cargo builds from `native`.
  """
  use Mix.Task.Compiler

  @impl true
  def run(_args) do
    priv = Path.join(Mix.Project.app_path(), "priv")
    File.mkdir_p!(priv)
    target = Path.join(priv, "spile_elixir_nif.so")

    case System.get_env("SPILE_NIF") do
      nil -> build(target)
      library -> copy(library, target)
    end
  end

  defp build(target) do
    root = Path.expand("../..", File.cwd!())
    arguments = ["rustc", "--release", "--package", "spile-elixir-nif", "--message-format=json-render-diagnostics"]

    if is_nil(System.find_executable("cargo")) do
      Mix.raise("there is no cargo to build the NIF with; install Rust, or name a built library in SPILE_NIF")
    end

    {output, status} = System.cmd("cargo", arguments, cd: root, into: "")
    if status != 0, do: Mix.raise("cargo could not build the NIF (exit status #{status})")

    case Regex.run(~r{"filenames":\["([^"]*spile_elixir_nif\.(?:so|dylib|dll))"}, output) do
      [_, library] -> copy(library, target)
      nil -> Mix.raise("cargo built the NIF, but does not tell where it is")
    end
  end

  # A library that is mapped must not be written over: a new file takes its name.
  defp copy(library, target) do
    if File.read(library) == File.read(target) do
      {:noop, []}
    else
      File.cp!(library, target <> ".new")
      File.rename!(target <> ".new", target)
      {:ok, []}
    end
  end
end
