defmodule Spile.Builder do
  @moduledoc """
  What is to be instrumented, and how: what `Spile.new/1` and the functions after it put together.

  They take what they are given and never raise; `validate/1` tells everything that is wrong with it, at once. The order in which
  they are called has no meaning, but for two that say something about the entry and exit of one function: the later
  wins.
  """

  alias Spile.Builder.Checks
  alias Spile.Native

  @typedoc "Which functions; one by itself is `{name, arity}` or `{module, name, arity}`."
  @type target ::
          :all
          | :public
          | :private
          | {:only, [function_name]}
          | {:except, [function_name]}
          | {atom, arity}
          | {module, atom, arity}
  @type function_name :: atom | {atom, arity} | {module, atom, arity}
  @type point :: :entry | :before_return | :on_error | {:line, pos_integer} | {:before, Spile.node_id()}
  @typedoc "Code: quoted, which keeps its hygiene, or text."
  @type code :: Macro.t() | String.t()

  @type t :: %__MODULE__{
          functions: [{target, keyword}],
          patterns: [atom],
          variables: [{[atom] | :all, point}],
          expressions: [{code, keyword}],
          injections: [{point, code, keyword}],
          output_target: :console | :stderr,
          output_format: Spile.Formatter.format(),
          output_colors: :auto | boolean,
          tail_calls: :keep | :await,
          anonymous_functions: boolean,
          verbose_mode: boolean,
          options: keyword
        }

  defstruct functions: [],
            patterns: [],
            variables: [],
            expressions: [],
            injections: [],
            output_target: :console,
            output_format: :simple,
            output_colors: :auto,
            tail_calls: :keep,
            anonymous_functions: false,
            verbose_mode: false,
            # Options that there are not, for `validate/1` to tell.
            options: []

  @options [:output_target, :output_format, :output_colors, :tail_calls, :anonymous_functions, :verbose_mode]

  @doc false
  def options, do: @options

  @doc "See `Spile.new/1`."
  @spec new(keyword) :: t
  def new(opts \\ []) do
    if Keyword.keyword?(opts) do
      {known, unknown} = Keyword.split(opts, @options)
      struct!(__MODULE__, [{:options, unknown} | known])
    else
      %__MODULE__{options: opts}
    end
  end

  @doc "See `Spile.instrument_functions/3`."
  @spec instrument_functions(t, target, keyword) :: t
  def instrument_functions(%__MODULE__{} = config, target, opts \\ []) do
    %{config | functions: config.functions ++ [{target, opts}]}
  end

  @doc "See `Spile.capture_variables/3`."
  @spec capture_variables(t, [atom] | :all, keyword) :: t
  def capture_variables(%__MODULE__{} = config, names, opts \\ []) do
    %{config | variables: config.variables ++ [{names, opts}]}
  end

  @doc "See `Spile.track_expressions/3`."
  @spec track_expressions(t, [code], keyword) :: t
  def track_expressions(config, expressions, opts \\ [])

  def track_expressions(%__MODULE__{} = config, [], []), do: config

  def track_expressions(%__MODULE__{} = config, [_ | _] = expressions, opts) do
    %{config | expressions: config.expressions ++ Enum.map(expressions, &{&1, opts})}
  end

  def track_expressions(%__MODULE__{} = config, expressions, _opts) do
    %{config | expressions: config.expressions ++ [{:not_a_list, expressions}]}
  end

  @doc "Code at a point: see `Spile.inject_at_line/4` and those after it."
  @spec inject(t, point, code, keyword) :: t
  def inject(%__MODULE__{} = config, point, code, opts) do
    %{config | injections: config.injections ++ [{point, code, opts}]}
  end

  @doc "See `Spile.target_pattern/2`."
  @spec target_pattern(t, atom) :: t
  def target_pattern(%__MODULE__{} = config, pattern), do: %{config | patterns: config.patterns ++ [pattern]}

  @doc """
  Everything that is wrong: `:ok`, or `{:error, problems}`, each problem `{kind, details}` as all errors are, with `:value`,
  `:message`, and `:advice` where something near is known.
  """
  @spec validate(t) :: :ok | {:error, [{atom, map}]}
  def validate(config) do
    case Checks.problems(config) do
      [] -> with({:ok, []} <- Native.ask({:problems, request(config), %{elixir: System.version()}}), do: :ok)
      problems -> {:error, problems}
    end
    |> case do
      {:ok, problems} -> {:error, problems}
      other -> other
    end
  end

  @doc "The patterns that `Spile.target_pattern/2` knows."
  @spec patterns() :: [atom]
  def patterns do
    {:ok, names} = Native.ask({:patterns})
    Enum.map(names, &String.to_atom/1)
  end

  @doc false
  # What the NIF is asked with: quoted code stays here, and is known by its number.
  def request(%__MODULE__{} = config) do
    %{
      functions: Enum.map(config.functions, fn {target, opts} -> function_rule(target, opts) end),
      patterns: Enum.map(config.patterns, &Atom.to_string/1),
      variables: Enum.map(config.variables, fn {names, opts} -> variables(names, opts) end),
      expressions:
        for {code, opts} <- config.expressions do
          %{code: code, intermediate: Keyword.get(opts, :log_intermediate, false)}
        end,
      injections:
        for {{point, code, opts}, number} <- Enum.with_index(config.injections) do
          code = if is_binary(code), do: code, else: number
          %{at: point, code: code, context: opts |> Keyword.get(:context_vars, []) |> Enum.map(&Atom.to_string/1)}
        end,
      await: config.tail_calls == :await,
      anonymous_functions: config.anonymous_functions,
      output: output(config)
    }
  end

  @doc "The quoted code of a configuration, by its number."
  @spec quoted_code(t) :: %{non_neg_integer => Macro.t()}
  def quoted_code(%__MODULE__{injections: injections}) do
    for {{_, code, _}, number} <- Enum.with_index(injections), not is_binary(code), into: %{}, do: {number, code}
  end

  # What every site tells `Spile.Console`; defaults are left out.
  defp output(config) do
    [
      format: {config.output_format, :simple},
      output: {config.output_target, :console},
      colors: {config.output_colors, :auto}
    ]
    |> Enum.reject(fn {_, {value, default}} -> value == default end)
    |> Enum.map_join(", ", fn {key, {value, _}} -> "#{key}: #{inspect(value)}" end)
  end

  defp function_rule(target, opts) do
    # With no options at all, entry and exit is what is meant.
    entry_exit = if opts == [], do: true, else: Keyword.get(opts, :log_entry_exit, false)
    {names, at} = own_variables(Keyword.get(opts, :capture_variables, []))

    %{
      target: target(target),
      entry_exit: entry_exit(entry_exit),
      variables: if(names == [], do: nil, else: variables(names, at))
    }
  end

  defp own_variables(opts) do
    if is_list(opts) and opts != [] and Keyword.keyword?(opts),
      do: {Keyword.get(opts, :variables, :all), Keyword.take(opts, [:at])},
      else: {opts, []}
  end

  defp entry_exit(false), do: nil
  defp entry_exit(true), do: entry_exit([])

  defp entry_exit(opts) do
    %{
      arguments: Keyword.get(opts, :capture_args, false),
      value: Keyword.get(opts, :capture_return, false),
      duration: Keyword.get(opts, :log_duration, false),
      exceptions: Keyword.get(opts, :log_errors, false)
    }
  end

  defp variables(:all, opts), do: %{names: [], at: Keyword.get(opts, :at, :before_return)}
  defp variables(names, opts), do: %{variables(:all, opts) | names: Enum.map(names, &Atom.to_string/1)}

  defp target(target) when target in [:all, :public, :private], do: target
  defp target({word, names}) when word in [:only, :except] and is_list(names), do: {word, Enum.map(names, &name/1)}
  defp target(name), do: {:only, [name(name)]}

  defp name(name) when is_atom(name), do: {nil, Atom.to_string(name), nil}
  defp name({name, arity}), do: {nil, Atom.to_string(name), arity}
  defp name({module, name, arity}), do: {inspect(module), Atom.to_string(name), arity}
end
