defmodule Spile do
  @moduledoc """
  Instruments Elixir programs by insertion.

      config =
        Spile.new()
        |> Spile.instrument_functions(:all, log_entry_exit: [capture_args: true, capture_return: true])

      {:ok, ast} = Spile.parse_and_transform(config, File.read!("lib/calculator.ex"))
      Code.compile_quoted(ast, "lib/calculator.ex")

  """

  alias Spile.Native

  @type quoted :: Macro.t()
  @type node_id :: String.t()
  @typedoc "What went wrong: a word for programs, and a map with `:message` and more for people."
  @type error :: {:error, {kind :: atom, details :: map}}

  @doc """
  Parses `source` into the quoted form that the running version of Elixir has, with the ID of every node that has one as
  `:elixir_ast_node_id` in its metadata.

  Options:

    * `:elixir` - the version whose quoted form it is, `"1.14"` to `"1.20"`
    * `:token_metadata` - as of `Code.string_to_quoted/2`
    * `:node_ids` - `false` leaves them out

  An error's details have `:line`, `:column`, `:message`, and as `:elixir` what `Code.string_to_quoted/2` returns.

      iex> {:ok, {:def, meta, _}} = Spile.parse("def hello(name), do: name")
      iex> meta[:elixir_ast_node_id]
      "#hello/1@1"

      iex> {:error, {:syntax, details}} = Spile.parse("def hello(")
      iex> details.line
      1
  """
  @spec parse(String.t(), keyword) :: {:ok, quoted} | error
  def parse(source, opts \\ []) when is_binary(source) do
    opts = Keyword.validate!(opts, [:elixir, :token_metadata, :node_ids])
    Native.ask({:parse, source, options(opts)})
  end

  @doc """
  Gives the nodes of a quoted form their IDs: those that `parse/2` gives to the nodes of its source. What has an ID already gets a
  new one.
  """
  @spec assign_node_ids(quoted) :: {:ok, quoted} | error
  def assign_node_ids(quoted), do: Native.ask({:assign_node_ids, quoted, options([])})

  defp options(opts) do
    opts |> Map.new() |> Map.put_new_lazy(:elixir, &System.version/0)
  end
end
