# elixir compare.exs OUT FILE...: what the compiler says of the programs in Elixir's own tests, plain and woven.
# A line of OUT is one program and one plan: program, plan, what plain and woven say, and the source, hexadecimal.

defmodule Diagnose.Programs do
  @checks [:typecheck!, :typewarn!, :typeerror!, :typediag!]
  @definitions [:def, :defp, :defmacro, :defmacrop, :defmodule, :defprotocol, :defimpl]

  def of(path) do
    {_, found} = path |> File.read!() |> Code.string_to_quoted!() |> Macro.prewalk([], &found/2)

    sources = found |> Enum.reverse() |> Enum.flat_map(&source/1) |> Enum.uniq()
    # What is woven has to be a program.
    sources = Enum.filter(sources, &match?({:ok, _}, quietly(fn -> Code.string_to_quoted(&1) end)))
    for {source, number} <- Enum.with_index(sources, 1), do: {"#{Path.basename(path)}##{number}", source}
  end

  defp found({check, _, arguments} = node, found) when check in @checks and is_list(arguments) do
    case arguments do
      [parameters, body] when is_list(parameters) -> {node, [{:code, parameters, body} | found]}
      [parameters, guards, body] when is_list(parameters) -> {node, [{:code, parameters, guards, body} | found]}
      [body] -> {node, [{:code, [], body} | found]}
      _ -> {node, found}
    end
  end

  defp found({:quote, _, arguments} = node, found) when is_list(arguments) do
    with options when is_list(options) <- List.last(arguments),
         {:ok, body} <- Keyword.fetch(options, :do),
         do: {node, [{:code, [], body} | found]},
         else: (_ -> {node, found})
  end

  defp found(text, found) when is_binary(text), do: {text, [{:text, text} | found]}
  defp found(node, found), do: {node, found}

  defp source({:text, text}) do
    # What the tokenizer says of it is no concern here.
    case quietly(fn -> Code.string_to_quoted(text) end) do
      {:ok, {name, _, arguments} = form} when is_list(arguments) and name != :__aliases__ ->
        cond do
          has?(form, [:defmodule, :defprotocol, :defimpl]) -> [text]
          has?(form, @definitions) -> ["defmodule Diagnosed do\n" <> text <> "\nend\n"]
          true -> ["defmodule Diagnosed do\ndef run do\n" <> text <> "\nend\nend\n"]
        end

      _ ->
        []
    end
  end

  defp source({:code, parameters, body}), do: [text({:run, [], parameters}, body)]
  defp source({:code, parameters, guards, body}), do: [text({:when, [], [{:run, [], parameters}, guards]}, body)]

  defp text(head, body) do
    if has?(body, @definitions) do
      Macro.to_string(body) <> "\n"
    else
      form =
        quote do:
                (defmodule Diagnosed do
                   def unquote(head) do
                     unquote(body)
                   end
                 end)

      Macro.to_string(form) <> "\n"
    end
  end

  defp has?(form, names) do
    {_, has?} =
      Macro.prewalk(form, false, fn
        {name, _, arguments} = node, has? when is_list(arguments) -> {node, has? or name in names}
        node, has? -> {node, has?}
      end)

    has?
  end

  def quietly(function) do
    me = self()
    ExUnit.CaptureIO.capture_io(:stderr, fn -> send(me, {:quiet, function.()}) end)
    receive do: ({:quiet, value} -> value)
  end
end

defmodule Diagnose do
  @plans [:calls, :await, :values, :everything]

  defp config(:calls, _), do: calls([], [])
  defp config(:await, _), do: calls([tail_calls: :await], [])

  defp config(:values, form) do
    calls([], capture_args: true, capture_return: true, log_duration: true) |> values(form)
  end

  defp config(:everything, form) do
    calls([], capture_args: true, capture_return: true, log_duration: true, log_errors: true)
    |> values(form)
    |> Spile.capture_variables(:all, at: :on_error)
    |> Spile.inject_before_return("_ = {:returned, result}")
    |> Spile.inject_on_error("_ = {error, reason, stacktrace}")
  end

  defp calls(new, options),
    do: Spile.new([anonymous_functions: true] ++ new) |> Spile.instrument_functions(:all, log_entry_exit: options)

  defp values(config, form) do
    config
    |> Spile.capture_variables(:all, at: :entry)
    |> Spile.capture_variables(:all, at: :before_return)
    |> tracked(expressions(form))
  end

  defp tracked(config, []), do: config
  defp tracked(config, expressions), do: Spile.track_expressions(config, expressions, log_intermediate: true)

  @special ~w(def defp defmacro defmacrop defmodule defprotocol defimpl __block__ -> fn = & @ when <- :: %{} {} % <<>>
    __aliases__ . quote import alias require use unquote case cond with try receive for if unless \\ | ^)a

  defp expressions(form) do
    {_, found} =
      Macro.prewalk(form, [], fn
        {name, _, [_ | _]} = node, found when name not in @special -> {node, [node | found]}
        {{:., _, _}, _, []} = node, found -> {node, [node | found]}
        node, found -> {node, found}
      end)

    found |> Enum.map(&without_meta/1) |> Enum.uniq() |> Enum.take(100) |> Enum.filter(&trackable?/1)
  end

  defp without_meta(form), do: Macro.prewalk(form, &Macro.update_meta(&1, fn _ -> [] end))

  defp trackable?(form) do
    config = Spile.new() |> Spile.track_expressions([form], [])
    Spile.validate(config) == :ok
  end

  def run(out, files) do
    path = Path.join(System.tmp_dir!(), "diagnosed-#{System.pid()}.ex")
    device = File.open!(out, [:write])

    for {name, source} <- Enum.flat_map(files, &Diagnose.Programs.of/1) do
      File.write!(path, source)
      plain = within(fn -> said(fn -> parsed(source, path) end, path) end)
      form = Diagnose.Programs.quietly(fn -> Code.string_to_quoted!(source) end)

      for plan <- @plans do
        woven = within(fn -> said(fn -> woven(config(plan, form), source, path) end, path) end)
        texts = Enum.map([plain, woven, source], &Base.encode16/1)
        IO.puts(device, Enum.join([name, plan | texts], "\t"))
      end
    end

    File.close(device)
    File.rm(path)
  end

  defp parsed(source, path), do: Code.string_to_quoted!(source, columns: true, file: path)

  defp woven(config, source, path) do
    {:ok, form} = Spile.parse_and_transform(config, source, file: path)
    form
  end

  # Some of the programs do not end.
  defp within(function) do
    me = self()
    {pid, monitor} = spawn_monitor(fn -> send(me, {:said, self(), function.()}) end)

    receive do
      {:said, ^pid, said} ->
        Process.demonitor(monitor, [:flush])
        said

      {:DOWN, ^monitor, _, _, reason} ->
        "ended: " <> inspect(reason)
    after
      20_000 ->
        Process.exit(pid, :kill)
        "not ended"
    end
  end

  defp said(parse, path) do
    me = self()
    ref = make_ref()
    before = MapSet.new(:code.all_loaded(), &elem(&1, 0))

    output =
      ExUnit.CaptureIO.capture_io(:stderr, fn ->
        ended =
          try do
            Code.compile_quoted(parse.(), path)
            ""
          catch
            kind, reason -> Exception.format_banner(kind, reason, __STACKTRACE__)
          end

        send(me, {ref, ended})
      end)

    for {module, file} <- :code.all_loaded(), not MapSet.member?(before, module), not real?(file) do
      :code.purge(module)
      :code.delete(module)
      :code.purge(module)
    end

    receive do: ({^ref, ended} -> output <> ended)
  end

  defp real?(file), do: is_atom(file) or (is_list(file) and File.regular?(file))
end

Application.ensure_all_started(:ex_unit)
Application.put_env(:elixir, :ansi_enabled, false)
Code.put_compiler_option(:ignore_module_conflict, true)
[out | files] = System.argv()
Diagnose.run(out, files)
