defmodule Shapes.MixProject do
  # A project with every shape that weaving makes: `cargo xtask identity elixir xtask/identity/shapes`.
  use Mix.Project

  def project, do: [app: :shapes, version: "0.1.0", elixir: ">= 1.14.0", deps: []]
  def application, do: [extra_applications: [:logger]]
end
