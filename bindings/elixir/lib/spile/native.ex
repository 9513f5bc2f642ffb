defmodule Spile.Native do
  @moduledoc false
  # The NIF. What it is asked and what it answers are terms in the external term format; `Spile` wraps them.

  @on_load :load

  @doc false
  def load do
    path = :filename.join(:code.priv_dir(:spile), ~c"spile_elixir_nif")

    case :erlang.load_nif(path, 0) do
      :ok -> :ok
      {:error, {reason, text}} -> {:error, {reason, "#{path}: #{text}; build it again with `mix compile --force`"}}
    end
  end

  @doc "Asks, and gives the answer: `{:ok, value}` or `{:error, {kind, details}}`."
  @spec ask(tuple) :: {:ok, term} | {:error, {atom, map}}
  def ask(question), do: question |> :erlang.term_to_binary(minor_version: 2) |> call() |> :erlang.binary_to_term()

  @doc false
  @spec call(binary) :: binary
  def call(_request), do: :erlang.nif_error(:not_loaded)
end
