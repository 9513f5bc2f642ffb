defmodule Spile do
  @moduledoc """
  Instruments Elixir programs by insertion.

      config =
        Spile.new()
        |> Spile.instrument_functions(:all, log_entry_exit: [capture_args: true, capture_return: true])

      {:ok, ast} = Spile.parse_and_transform(config, File.read!("lib/calculator.ex"))
      Code.compile_quoted(ast, "lib/calculator.ex")

  A configuration says which functions (`instrument_functions/3`, `target_pattern/2`) and what is done there: entry and
  exit, variables, expressions, code of your own. What does it is printed by `Spile.Console`. A source is text, or a quoted
  form; what is woven into text is text, what is woven into a quoted form is a quoted form. The author's code is never
  changed: calls of macros are put around bodies, which do the rest when the program is compiled.

  A call at the end of a function stays a tail call: its exit is told before the call. `Spile.new(tail_calls: :await)` has
  exits told when the value is there, at the price of a frame for each.

  Code of your own (`inject_at_line/4` and the like) is part of the program where it stands: what it raises at a line, before a
  return or before a node leaves the target as if the target had raised it. What code on error raises is told as an `[ERROR]`, and
  changes nothing. Code that cannot be read is an error of the configuration. What else is wrong with it the compiler tells, with the
  injection where the file stands: `lib/shop.ex:4: code before return of Shop.total/2, "log(result)":1: undefined function log/1`
  (before Elixir 1.15 without it for functions); so is a variable that is not among its `context_vars`.

  Errors are `{:error, {kind, details}}`; details have a `:message`, and a place and advice where there are any.
  """

  alias Spile.{Builder, Native, Weaving}

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
  def parse(source, opts \\ []) do
    with :ok <- text(source),
         :ok <- parse_options(opts),
         :ok <- version(opts[:elixir]),
         {:ok, form} <- Native.ask({:parse, source, options(opts)}),
         do: {:ok, Weaving.with_ids_behind(form)}
  end

  @doc """
  Gives the nodes of a quoted form their IDs: those that `parse/2` gives to the nodes of its source. What has an ID already gets a
  new one.

  What `Code.string_to_quoted/2` gives without a `:literal_encoder`, and what a `quote` holds, get these IDs. Where `unquote` or a macro
  has put something, it is what stands there that counts.
  """
  @spec assign_node_ids(quoted) :: {:ok, quoted} | error
  def assign_node_ids(quoted) do
    with :ok <- Weaving.readable(quoted),
         {:ok, form} <- Native.ask({:assign_node_ids, quoted, options([])}),
         do: {:ok, Weaving.with_ids_behind(form)}
  end

  ## What is instrumented, and how

  @doc """
  A configuration that does nothing yet.

  Options:

    * `:output_target` - `:console` (standard output) or `:stderr`
    * `:output_format` - `:simple`, `:detailed` or `:json`: see `Spile.Formatter`
    * `:output_colors` - `:auto`, `true` or `false`
    * `:tail_calls` - `:keep`, or `:await` to tell exits with their values
    * `:anonymous_functions` - `true` tells entry and exit of the anonymous functions in the targets, too
    * `:verbose_mode` - `true` has `transform/2` say on standard error what was left alone, and what came to nothing
  """
  @spec new(keyword) :: Builder.t()
  defdelegate new(opts \\ []), to: Builder

  @doc """
  Which functions, and what is told of their entry and exit.

  The target is `:all`, `:public`, `:private`, `{:only, functions}` or `{:except, functions}`, and a function `:name`,
  `{:name, arity}` or `{Module, :name, arity}`. Without this call, all functions are meant; after several, those of any.

  Options; without any, entry and exit are told:

    * `:log_entry_exit` - `true`, or a list of `capture_args: true`, `capture_return: true`, `log_duration: true` and
      `log_errors: true` (which puts a `try` around the body)
    * `:capture_variables` - names, `:all`, or `[variables: names, at: point]`
  """
  @spec instrument_functions(Builder.t(), Builder.target(), keyword) :: Builder.t()
  defdelegate instrument_functions(config, target, opts \\ []), to: Builder

  @doc """
  The values of variables, by name or `:all`, `at: :before_return` (default), `:entry`, `:on_error` or `{:line, number}` (behind
  what ends on that line). Names that are not bound there are left out.
  """
  @spec capture_variables(Builder.t(), [atom] | :all, keyword) :: Builder.t()
  defdelegate capture_variables(config, variables, opts \\ []), to: Builder

  @doc """
  The values of expressions, quoted or as text, wherever they are written like that in a target. `log_intermediate: true` tells the
  values between the steps of pipelines as well.
  """
  @spec track_expressions(Builder.t(), [Builder.code()], keyword) :: Builder.t()
  defdelegate track_expressions(config, expressions, opts \\ []), to: Builder

  @doc """
  Code that runs behind what ends on a line of a target: on a blank line, behind the statement before it; on that of a head, when the
  clause is entered. `context_vars: [:name]` lets it see variables of the program; its own are nobody else's.
  """
  @spec inject_at_line(Builder.t(), pos_integer, Builder.code(), keyword) :: Builder.t()
  def inject_at_line(config, line, code, opts \\ []), do: Builder.inject(config, {:line, line}, code, opts)

  @doc "Code that runs before a target returns, and sees `result`. Calls at the end of the target are awaited if it uses that."
  @spec inject_before_return(Builder.t(), Builder.code(), keyword) :: Builder.t()
  def inject_before_return(config, code, opts \\ []), do: Builder.inject(config, :before_return, code, opts)

  @doc """
  Code that runs when something leaves a target that is raised, thrown or exited with. It sees `error` (the kind), `reason` and
  `stacktrace`, and what it does changes nothing about that: not even what it raises, which is told as an `[ERROR]`.
  """
  @spec inject_on_error(Builder.t(), Builder.code(), keyword) :: Builder.t()
  def inject_on_error(config, code, opts \\ []), do: Builder.inject(config, :on_error, code, opts)

  @doc """
  Code that runs before the expression with this node ID; with that of a function's clause, when the clause is entered.

  Any spelling of an ID will do: `Spile.parse/2` puts `"Shop#total/2@1:call:3fa2b1c0"` into the metadata, `"Shop#total/2"` are all
  clauses of a function, and `"Shop:total/2:body:expr_3"` is the third expression of its body. An ID that names nothing in a module that
  the source has is an error that shows those near it; one of another module comes to nothing.
  """
  @spec inject_before_node(Builder.t(), node_id, Builder.code(), keyword) :: Builder.t()
  def inject_before_node(config, node_id, code, opts \\ []),
    do: Builder.inject(config, {:before, node_id}, code, opts)

  @doc """
  Only functions that a pattern selects, or in which it selects something: see `Spile.Builder.patterns/0`. Of several patterns, one is
  enough. It holds for the whole configuration, whenever it is called.
  """
  @spec target_pattern(Builder.t(), atom) :: Builder.t()
  defdelegate target_pattern(config, pattern), to: Builder

  @doc "Where output goes: `:console` or `:stderr`. `format:` says how it looks, too."
  @spec output_to(Builder.t(), :console | :stderr, keyword) :: Builder.t()
  def output_to(%Builder{} = config, target, opts \\ []) do
    if Keyword.keyword?(opts) and Keyword.keys(opts) -- [:format] == [],
      do: %{config | output_target: target, output_format: Keyword.get(opts, :format, config.output_format)},
      else: %{config | output_target: target, options: List.wrap(config.options) ++ [{:of, :output_to, opts}]}
  end

  @doc "How output looks: `:simple`, `:detailed` or `:json`."
  @spec format(Builder.t(), Spile.Formatter.format()) :: Builder.t()
  def format(%Builder{} = config, format), do: %{config | output_format: format}

  @doc "What is told of entry and exit of the functions that were named last; of all, if none were."
  @spec log_function_entry_exit(Builder.t(), keyword) :: Builder.t()
  def log_function_entry_exit(%Builder{} = config, opts \\ []) do
    case List.pop_at(config.functions, -1) do
      {nil, []} -> Builder.instrument_functions(config, :all, log_entry_exit: opts)
      {{target, before}, rest} -> %{config | functions: rest ++ [{target, before ++ [log_entry_exit: opts]}]}
    end
  end

  @doc "Which functions, and nothing about them yet."
  @spec target_functions(Builder.t(), Builder.target()) :: Builder.t()
  def target_functions(config, target), do: Builder.instrument_functions(config, target, log_entry_exit: false)

  @doc "As `capture_variables/3` before return."
  @spec capture_variables_at_return(Builder.t(), [atom] | :all) :: Builder.t()
  def capture_variables_at_return(config, variables),
    do: Builder.capture_variables(config, variables, at: :before_return)

  @doc "`:ok`, or everything that is wrong with a configuration, whatever the source: `{:error, [{kind, details}]}`."
  @spec validate(Builder.t()) :: :ok | {:error, [{atom, map}]}
  defdelegate validate(config), to: Builder

  ## Sources

  @doc """
  Weaves a configuration into source text, which gives text, or into a quoted form, which gives one.

  Lines are those of the source, and the metadata of a quoted form is kept, but for node IDs in a `quote`: there the program
  would see them. What cannot be woven is left alone: `weave/3` tells what, and why.
  """
  @spec transform(Builder.t(), String.t() | quoted) :: {:ok, String.t() | quoted} | error
  def transform(config, source) do
    with {:ok, woven} <- weave(config, source), do: {:ok, woven.code}
  end

  @doc """
  Weaves a configuration into source text, and gives the quoted form, with the lines and columns of the source.

  What Elixir's parser warns about it prints now, as `Code.string_to_quoted/2` does: who compiles the form has no text any more. With
  `file: path` it tells the file.
  """
  @spec parse_and_transform(Builder.t(), String.t(), keyword) :: {:ok, quoted} | error
  def parse_and_transform(config, source, opts \\ []) do
    if Keyword.keyword?(opts) do
      with :ok <- text(source), {:ok, woven} <- weave(config, source, [as: :quoted] ++ opts), do: {:ok, woven.code}
    else
      weave(config, source, opts)
    end
  end

  @doc """
  As `transform/2`, with what is known of it: a map of

    * `:code` - the woven text or quoted form, as the source is, or as `as: :text` or `as: :quoted` says
    * `:sites` - the woven definitions, by `:id` and `:line`
    * `:skipped` - those that were asked for and are left alone, each with a `:reason`
    * `:unmet` - parts of the configuration that came to nothing in this source, as `{kind, details}`

  With `file: path`, warnings of Elixir's parser about text of which a quoted form is made name the file.
  """
  @spec weave(Builder.t(), String.t() | quoted, keyword) :: {:ok, map} | error
  def weave(config, source, opts \\ []), do: Weaving.weave(config, source, opts)

  @doc """
  What weaving would do, without doing it: a map of

    * `:target_functions` - maps of `:id`, `:module`, `:name`, `:arity`, `:line`, and `:notes` about what is not as without probes
    * `:injections` - with `:type` `:log_entry`, `:log_exit` or `:code`
    * `:variable_captures` - with `:at` and `:variables`
    * `:expressions` - with the `:node` that is tracked
    * `:skipped` and `:unmet` - as of `weave/3`
  """
  @spec preview(Builder.t(), String.t() | quoted) :: map | error
  def preview(config, source), do: Weaving.preview(config, source)

  @doc """
  What a source consists of: a map of `:modules`, `:functions` (maps of `:name`, `:arity`, `:line`, `:type`, `:module`, `:clauses`,
  `:complexity`, `:id`), `:patterns_detected`, `:patterns` (pattern to node IDs), `:constructs` (how often each is used),
  `:node_count` and `:complexity_estimate` (`:low`, `:medium` or `:high`).
  """
  @spec analyze(String.t() | quoted) :: map | error
  def analyze(source), do: Weaving.analyze(source)

  @doc "The IDs of what each pattern selects in a source; patterns that select nothing have none. Without `patterns`, all patterns."
  @spec detect_patterns(String.t() | quoted, [atom] | :all) :: %{atom => [node_id]} | error
  def detect_patterns(source, patterns \\ :all), do: Weaving.detect_patterns(source, patterns)

  ## In one call

  @doc """
  Entry and exit of all functions.

  Options: `:log_args` and `:log_return` (`true` by default), `:log_duration`, `:capture_vars` (names or `:all`, before return),
  `:format`, `:file` (as of `parse_and_transform/3`), and those of `new/1`.
  """
  @spec quick_instrument(String.t(), keyword) :: {:ok, quoted} | error
  def quick_instrument(source, opts \\ []) do
    at_once(source, opts, [:log_args, :log_return, :log_duration, :capture_vars], :simple, fn config, opts ->
      entry_exit = [
        capture_args: Keyword.get(opts, :log_args, true),
        capture_return: Keyword.get(opts, :log_return, true),
        log_duration: Keyword.get(opts, :log_duration, false)
      ]

      config
      |> instrument_functions(:all, log_entry_exit: entry_exit)
      |> captured(Keyword.get(opts, :capture_vars, []), [:before_return])
    end)
  end

  @doc """
  The callbacks of a GenServer: entry and exit with arguments, return and duration, variables at entry and before return.

  Options: `:capture_vars` (default `#{inspect([:state, :new_state, :msg, :from, :reason, :value])}`), `:log_entry_exit`, `:format` (default `:detailed`), `:file`, and
  those of `new/1`.
  """
  @spec instrument_genserver(String.t(), keyword) :: {:ok, quoted} | error
  def instrument_genserver(source, opts \\ []) do
    names = [:state, :new_state, :msg, :from, :reason, :value]
    instrument_pattern(source, :genserver_callbacks, names, [:entry, :before_return], opts)
  end

  @doc """
  The actions of a Phoenix controller: entry and exit with arguments, return and duration, variables at entry.

  Options as of `instrument_genserver/2`; `:capture_vars` is `[:conn, :params]` by default.
  """
  @spec instrument_phoenix_controller(String.t(), keyword) :: {:ok, quoted} | error
  def instrument_phoenix_controller(source, opts \\ []),
    do: instrument_pattern(source, :phoenix_actions, [:conn, :params], [:entry], opts)

  defp instrument_pattern(source, pattern, names, points, opts) do
    at_once(source, opts, [:capture_vars, :log_entry_exit], :detailed, fn config, opts ->
      all = [capture_args: true, capture_return: true, log_duration: true]

      config
      |> target_pattern(pattern)
      |> instrument_functions(:all, log_entry_exit: Keyword.get(opts, :log_entry_exit, all))
      |> captured(Keyword.get(opts, :capture_vars, names), points)
    end)
  end

  # `own` are the options that `configured` heeds; the others but `:format` and `:file` are those of a configuration.
  defp at_once(source, opts, own, format, configured) do
    known = own ++ [:format, :file] ++ Builder.options()

    if Keyword.keyword?(opts) and Keyword.keys(opts) -- known == [] do
      {opts, new} = Keyword.split(opts, [:format, :file | own])
      new = Keyword.put_new(new, :output_format, Keyword.get(opts, :format, format))
      new |> new() |> configured.(opts) |> parse_and_transform(source, Keyword.take(opts, [:file]))
    else
      %{new() | options: [{:of, :option, opts, known}]} |> parse_and_transform(source)
    end
  end

  defp captured(config, [], _points), do: config
  defp captured(config, names, points), do: Enum.reduce(points, config, &capture_variables(&2, names, at: &1))

  defp text(source) when is_binary(source), do: :ok

  defp text(source) do
    message =
      "#{inspect(source, limit: 5, printable_limit: 80)} is no source text; `transform/2` takes quoted forms as well"

    {:error, {:source, %{value: source, message: message}}}
  end

  @parse_options [:elixir, :token_metadata, :node_ids]

  defp parse_options(opts) do
    if Keyword.keyword?(opts) and Keyword.keys(opts) -- @parse_options == [] do
      :ok
    else
      known = Enum.map_join(@parse_options, ", ", &inspect/1)

      {:error,
       {:options, %{value: opts, message: "#{inspect(opts)} are no options of `Spile.parse/2`: known are #{known}"}}}
    end
  end

  defp version(version) when is_nil(version) or is_binary(version), do: :ok

  defp version(version) do
    message = "#{inspect(version)} is no version of Elixir: versions are text, such as \"1.18\""
    {:error, {:elixir_version, %{message: message}}}
  end

  defp options(opts), do: opts |> Map.new() |> Map.put_new_lazy(:elixir, &System.version/0)
end
