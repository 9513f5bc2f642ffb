defmodule Spile.Judge.Routes do
  @moduledoc """
  Phoenix's routes of an application that cannot be compiled here: its routers alone are, by Phoenix's own macros, without
  what needs the application. Which controller and action a route leads to depends on scopes, resources and aliases, not on
  pipelines and live views.
  """

  @verbs [:get, :post, :put, :patch, :delete, :options, :head, :connect, :trace, :match]
  @kept [:alias, :resources, :@, :=]

  @doc "The controllers and actions of all routers below a folder."
  def of(folder) do
    for file <- files(folder), Path.basename(file) =~ "router", {:ok, tree} <- [parse(file)], module <- routers(tree), route <- compiled(module, file), uniq: true, do: route
  end

  @doc "The modules of a file, each with its functions of two parameters: `{module, [{line, name}]}`."
  def modules(tree), do: modules(tree, nil)

  def files(folder), do: Path.wildcard(folder <> "/**/lib/**/*.ex") |> Enum.reject(&(&1 =~ ~r"/(deps|_build|node_modules)/"))

  def parse(file) do
    with {:ok, text} <- File.read(file), do: Code.string_to_quoted(text, columns: true, emit_warnings: false)
  end

  # `defmodule` with `use X, :router` or `use Phoenix.Router`.
  defp routers({:defmodule, _, [name, [do: body]]}) do
    statements = statements(body)
    if Enum.any?(statements, &router?/1), do: [{name, statements}], else: Enum.flat_map(statements, &routers/1)
  end

  defp routers({:__block__, _, statements}), do: Enum.flat_map(statements, &routers/1)
  defp routers(_), do: []

  defp router?({:use, _, [_, :router]}), do: true
  defp router?({:use, _, [{:__aliases__, _, [:Phoenix, :Router]} | _]}), do: true
  defp router?(_), do: false

  defp statements({:__block__, _, statements}), do: statements
  defp statements(statement), do: [statement]

  defp compiled({{:__aliases__, meta, name}, statements}, file) do
    # Of a name of its own: the application's may be loaded.
    name = {:__aliases__, meta, [:Spile, :Judge, :Routers, :"R#{System.unique_integer([:positive])}" | name]}
    used = quote(do: use(Phoenix.Router, helpers: false))
    body = {:__block__, [], [used | Enum.flat_map(statements, &kept/1)]}

    try do
      for {module, _} <- Code.compile_quoted({:defmodule, meta, [name, [do: body]]}, file),
          function_exported?(module, :__routes__, 0),
          %{plug: plug, plug_opts: action} <- module.__routes__(),
          is_atom(action),
          do: {plug, action}
    rescue
      error -> IO.puts(:stderr, "#{file}: #{Exception.message(error)}") && []
    end
  end

  # What says where routes lead, and what is around it.
  defp kept({:scope, meta, arguments}) do
    {arguments, [[{:do, body} | _]]} = Enum.split(arguments, -1)
    # Hosts and pipes are the application's.
    arguments = Enum.map(arguments, &if(is_list(&1), do: Keyword.take(&1, [:path, :alias, :as]), else: &1))
    [{:scope, meta, arguments ++ [[do: {:__block__, [], Enum.flat_map(statements(body), &kept/1)}]]}]
  end

  defp kept({:resources, meta, arguments}) do
    case List.last(arguments) do
      [{:do, body} | _] -> [{:resources, meta, Enum.drop(arguments, -1) ++ [[do: {:__block__, [], Enum.flat_map(statements(body), &kept/1)}]]}]
      _ -> [{:resources, meta, arguments}]
    end
  end

  defp kept({name, meta, [path, plug, action | _] = arguments}) when name in @verbs and name != :match and is_atom(action),
    do: [{name, meta, [path, plug, action | options(arguments)]}]

  defp kept({:match, _, _} = route), do: [route]
  defp kept({:for, meta, arguments}), do: [{:for, meta, List.update_at(arguments, -1, fn [do: body] -> [do: {:__block__, [], Enum.flat_map(statements(body), &kept/1)}] end)}]
  defp kept({name, _, arguments} = statement) when name in @kept and is_list(arguments), do: [statement]
  defp kept({:pipeline, _, _}), do: []

  # A condition or a macro of the application's: what it holds is there in some environment.
  defp kept({name, _, arguments}) when is_atom(name) and is_list(arguments) do
    case List.last(arguments) do
      [{:do, body} | rest] -> Enum.flat_map([body | Keyword.values(rest)], &Enum.flat_map(statements(&1), fn inner -> kept(inner) end))
      _ -> []
    end
  end

  defp kept(_), do: []

  defp options([_, _, _, options | _]) when is_list(options), do: [Keyword.take(options, [:as, :alias])]
  defp options(_), do: []

  defp modules({:defmodule, _, [{:__aliases__, _, name}, [do: body]]}, outer) do
    if Enum.all?(name, &is_atom/1) do
      module = Module.concat(List.wrap(outer) ++ name)
      functions = for statement <- statements(body), {_, _, 2} = function <- List.wrap(function(statement)), do: function
      [{module, for({line, name, 2} <- functions, do: {line, name})} | Enum.flat_map(statements(body), &modules(&1, module))]
    else
      []
    end
  end

  defp modules({:__block__, _, statements}, outer), do: Enum.flat_map(statements, &modules(&1, outer))
  defp modules(_, _), do: []

  defp function({:def, _, [{:when, _, [head | _]} | _]}), do: function({:def, [], [head]})
  defp function({:def, _, [{name, meta, arguments} | _]}) when is_atom(name) and is_list(arguments), do: {meta[:line], name, length(arguments)}
  defp function(_), do: nil
end
