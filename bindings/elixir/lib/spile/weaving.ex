defmodule Spile.Weaving do
  @moduledoc false
  # What `Spile` asks the NIF about sources. Quoted code goes where the woven form has its number.

  alias Spile.{Builder, Native}
  alias Spile.Probe.Steps

  def weave(config, source, opts) do
    with {:ok, config} <- checked(config),
         {:ok, as, file} <- as(opts, source),
         :ok <- readable(source),
         {:ok, {config, quoted}} <- codes(config, as),
         {:ok, woven} <- Native.ask({:weave, Builder.request(config), source(source), as, options()}) do
      woven = if as == :quoted, do: compiled(woven, quoted), else: woven
      # Whoever compiles a quoted form has no text for Elixir's parser to warn about.
      if as == :quoted and is_binary(source), do: warn(source, file)

      if config.verbose_mode, do: report(woven)
      {:ok, woven}
    end
  end

  defp compiled(%{sites: []} = woven, _codes), do: woven

  defp compiled(woven, codes) do
    form = woven.code |> with_codes(codes) |> with_contexts() |> with_plain_quotes() |> with_ids_behind()
    %{woven | code: form}
  end

  # A program can see the metadata of what it quotes: it is what the compiler would put there.
  defp with_plain_quotes(form) do
    columns = if Code.get_compiler_option(:parser_options)[:columns], do: [], else: [:column]

    Macro.prewalk(form, fn
      {:quote, meta, arguments} when is_list(arguments) ->
        {:quote, meta, without(arguments, [:elixir_ast_node_id | columns])}

      node ->
        node
    end)
  end

  defp without(form, keys) do
    Macro.prewalk(form, fn
      {name, [_ | _] = meta, arguments} -> {name, Keyword.drop(meta, keys), arguments}
      node -> node
    end)
  end

  # The parser says what it says when `Code.compile_string/2` parses the source.
  defp warn(source, file),
    do: Code.string_to_quoted(source, Keyword.put(Code.get_compiler_option(:parser_options), :file, file))

  defp as(opts, source) do
    with true <- Keyword.keyword?(opts) and Keyword.keys(opts) -- [:as, :file] == [],
         as when as in [:text, :quoted] <- Keyword.get(opts, :as, if(is_binary(source), do: :text, else: :quoted)),
         file when is_binary(file) <- Keyword.get(opts, :file, "nofile") do
      {:ok, as, file}
    else
      _ ->
        message =
          "#{inspect(opts)} are no options of `Spile.weave/3`: known are `as: :text`, `as: :quoted` and `file: PATH`"

        {:error, {:options, %{value: opts, message: message}}}
    end
  end

  def preview(config, source) do
    with {:ok, config} <- checked(config),
         :ok <- readable(source),
         {:ok, preview} <- Native.ask({:preview, Builder.request(config), source(source), options()}) do
      quoted = Builder.quoted_code(config)

      Map.update!(preview, :injections, fn injections ->
        for injection <- injections do
          case injection do
            %{code: number} when is_integer(number) -> %{injection | code: Map.fetch!(quoted, number)}
            injection -> injection
          end
        end
      end)
    end
  end

  def analyze(source) do
    with :ok <- readable(source), {:ok, analysis} <- Native.ask({:analyze, source(source), options()}), do: analysis
  end

  def detect_patterns(source, :all), do: detect_patterns(source, Builder.patterns())

  def detect_patterns(source, patterns) do
    with :ok <- readable(source),
         {:ok, patterns} <- listed(patterns),
         {:ok, _} <- checked(%{Builder.new([]) | patterns: patterns}),
         {:ok, found} <-
           Native.ask({:detect_patterns, Enum.map(patterns, &Atom.to_string/1), source(source), options()}) do
      found
    end
  end

  defp listed(patterns) when length(patterns) >= 0, do: {:ok, patterns}

  defp listed(pattern) do
    message = "#{inspect(pattern)} is no list of patterns: `[#{inspect(pattern)}]`"
    {:error, {:options, %{value: pattern, message: message}}}
  end

  @doc "Whether it can be text or a quoted form."
  def readable(source) when is_atom(source) or is_number(source) or is_list(source) or is_pid(source), do: :ok
  def readable(source) when is_binary(source), do: :ok
  def readable({_, _}), do: :ok
  def readable({_, meta, rest}) when is_list(meta) and (is_list(rest) or is_atom(rest)), do: :ok

  def readable(source) do
    message = "#{inspect(source, limit: 5, printable_limit: 80)} is neither source text nor a quoted form"
    {:error, {:source, %{value: source, message: message}}}
  end

  defp options, do: %{elixir: System.version(), token_metadata: false}

  defp source(source) when is_binary(source), do: {:text, source}
  defp source(source), do: {:quoted, source}

  defp checked(config) do
    with {:error, problems} when is_list(problems) <- Builder.validate(config) do
      message =
        Enum.map_join(problems, "; ", fn {_, details} ->
          Enum.join([details.message | List.wrap(details.advice)], ": ")
        end)

      {:error, {:invalid_configuration, %{problems: problems, message: message}}}
    else
      :ok -> {:ok, config}
      error -> error
    end
  end

  # Text has no place for quoted code: there it is text as well.
  defp codes(config, :quoted), do: {:ok, {config, Builder.quoted_code(config)}}

  defp codes(config, :text) do
    case for {_, code, _} <- config.injections, pid <- pids(code), do: pid do
      [] ->
        {:ok, {as_text(config), %{}}}

      [pid | _] ->
        message =
          "code that holds #{inspect(pid)} has no spelling as text: weave it into a quoted form, " <>
            "as `Spile.parse_and_transform/2` does"

        {:error, {:code, %{value: pid, message: message}}}
    end
  end

  # All that Elixir takes for quoted code has a spelling, but for these.
  defp pids(code) do
    {_, pids} = Macro.prewalk(code, [], fn node, pids -> {node, if(is_pid(node), do: [node | pids], else: pids)} end)
    pids
  end

  defp as_text(config) do
    injections =
      for {point, code, opts} <- config.injections do
        {point, if(is_binary(code), do: code, else: code |> with_full_aliases() |> Macro.to_string()), opts}
      end

    %{config | injections: injections}
  end

  # An alias that was quoted means what it meant there.
  defp with_full_aliases(quoted) do
    Macro.prewalk(quoted, fn
      {:__aliases__, meta, [_ | _]} = node ->
        case meta[:alias] do
          module when is_atom(module) and module not in [nil, false] -> module
          _ -> node
        end

      node ->
        node
    end)
  end

  defp with_codes(form, quoted) when quoted == %{}, do: form

  defp with_codes(form, quoted) do
    Macro.prewalk(form, fn
      {:spile_code, number} when is_map_key(quoted, number) -> {:quoted, Map.fetch!(quoted, number)}
      node -> node
    end)
  end

  # The text names arguments by name; variables of quoted code have a context as well.
  defp with_contexts(form) do
    Macro.prewalk(form, fn
      {kind, meta, [head, [{:do, body} | sections]]} when kind in [:def, :defp, :defmacro, :defmacrop] ->
        {kind, meta, [head, [{:do, with_contexts(body, head, origin(kind, head))} | sections]]}

      node ->
        node
    end)
  end

  defp with_contexts(
         {:__block__, meta, [require, {{:., _, [Spile.Probe, :body]} = body, body_meta, [options | sections]}]},
         head,
         origin
       ) do
    contexts = contexts(head)
    own = origin ++ variables([head | sections])
    sections = with_place(sections, meta)

    options =
      for option <- options do
        case option do
          {:args, names} -> {:args, Enum.map(names, &Map.get(contexts, &1, &1))}
          other -> other
        end
      end

    {:__block__, meta, [require, {body, body_meta, [options ++ own | sections]}]}
  end

  defp with_contexts(body, _head, _origin), do: body

  # The context of the program's own variables: what most in a definition have. Others are of macros.
  defp variables(parts) do
    {_, contexts} =
      Macro.prewalk(parts, [], fn
        {name, _, context} = node, contexts when is_atom(name) and is_atom(context) -> {node, [context | contexts]}
        node, contexts -> {node, contexts}
      end)

    case contexts |> Enum.frequencies() |> Enum.max_by(&elem(&1, 1), fn -> {nil, 0} end) do
      {nil, _} -> []
      {context, _} -> [variables: context]
    end
  end

  # What the compiler says of sections behind a body is said of the definition, with the place of its head. Elixir has another
  # key for that since 1.20.
  defp origin(kind, {:when, _, [head | _]}), do: origin(kind, head)

  defp origin(kind, {_, [_ | _] = meta, _}),
    do: [origin: [origin: kind, definition: kind] ++ Keyword.take(meta, [:column])]

  defp origin(_kind, _head), do: []

  # A block stands where its `do` does, which was that of the whole body.
  defp with_place([[{:do, {:__block__, meta, expressions}} | others]], of) when is_list(meta) do
    meta = if meta[:column], do: meta, else: meta ++ Keyword.take(of, [:column])
    [[{:do, {:__block__, meta, expressions}} | others]]
  end

  defp with_place(sections, _of), do: sections

  @doc "The same form with node IDs at the end of metadata: the compiler sorts warnings by what is ahead, line and column."
  def with_ids_behind(form) do
    Macro.prewalk(form, fn
      {name, [{:elixir_ast_node_id, _} = id | meta], arguments} -> {name, meta ++ [id], arguments}
      node -> node
    end)
  end

  defp contexts({:when, _, [head | _]}), do: contexts(head)

  defp contexts({_, _, arguments}) when is_list(arguments) do
    for argument <- arguments,
        {name, _, context} = variable <- [plain(argument)],
        context != nil,
        into: %{},
        do: {name, variable}
  end

  defp contexts(_), do: %{}

  defp plain({:\\, _, [argument, _]}), do: plain(argument)
  defp plain({name, _, context}) when is_atom(name) and is_atom(context), do: {name, Steps.read(), context}
  defp plain(_), do: nil

  defp report(woven) do
    for %{id: id, line: line, reason: reason} <- woven.skipped do
      IO.puts(:stderr, "spile: line #{line}: #{id} is left alone: #{reason}")
    end

    for {kind, details} <- woven.unmet do
      IO.puts(:stderr, "spile: #{kind} #{details.value}: #{details.message}")
    end
  end
end
