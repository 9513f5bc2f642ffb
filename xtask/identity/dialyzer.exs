# Dialyzer over compiled modules: `elixir dialyzer.exs build PLT APP,APP...` builds a table of what is known, with the
# applications that are installed, and `elixir dialyzer.exs ask PLT OUT EBIN...` writes what Dialyzer says of the modules, one warning a
# line: tag, file, line, text; and how many modules there are in the first of the folders.
#
# Every group of warnings that people turn on is turned on. How variables are called is left out: a probe puts an argument into one of its own,
# and Dialyzer shows `_@1::integer()` then, where it showed `integer()`, and the pattern
# `_@1 = {:ok, _}`, or `_1 = {:ok, _}`, where it showed `{:ok, _}`.

defmodule Dialyzing do
  # Options of OTP 25 to 29.
  @groups [:unmatched_returns, :error_handling, :extra_return, :missing_return, :underspecs, :unknown]

  def build(plt, apps) do
    File.mkdir_p!(Path.dirname(plt))
    files = known(apps)
    # Another run may build the same.
    new = "#{plt}.#{System.pid()}"
    run(analysis_type: :plt_build, output_plt: String.to_charlist(new), files: files)
    File.rename!(new, plt)
  end

  def ask(plt, out, [ebin | runtime]) do
    modules = beams([ebin])
    if modules == [], do: raise("there is no module in #{ebin}")
    files = modules ++ beams(runtime)

    warnings =
      run(analysis_type: :succ_typings, init_plt: String.to_charlist(plt), files: files, warnings: @groups, check_plt: false)

    lines =
      for {tag, {file, place}, _} = warning <- warnings,
          # Every module calls these two; the table knows nothing of erts.
          not match?({:warn_unknown, _, {_, {:erlang, :get_module_info, _}}}, warning),
          do: [inspect(tag), ?\t, file, ?\t, line(place), ?\t, text(warning)]

    File.write!(out, Enum.map(Enum.sort(lines), &[&1, ?\n]) ++ "modules\t#{length(modules)}\n")
  end

  defp run(options) do
    :dialyzer.run([from: :byte_code] ++ options)
  catch
    {:dialyzer_error, message} -> raise(to_string(message))
  end

  defp known(apps) do
    Enum.flat_map(String.split(apps, ","), fn app ->
      files = beams([Application.app_dir(String.to_atom(app), "ebin")])
      if files == [], do: raise("#{app} has no modules")
      files
    end)
  end

  defp beams(ebins) do
    for ebin <- ebins, file <- Enum.sort(Path.wildcard(Path.join(ebin, "*.beam"))), do: String.to_charlist(file)
  end

  defp line({line, _column}), do: line(line)
  defp line(line), do: Integer.to_string(line)

  defp text(warning) do
    text = :dialyzer.format_warning(warning, filename_opt: :basename, indent_opt: false) |> to_string()
    text = text |> String.trim() |> String.replace(~r/^[^:]*:\d+(:\d+)?: /, "") |> String.replace(~r/\s+/, " ")
    Regex.replace(~r/@\d+/, Regex.replace(~r/[\w@]+::|_@?\d+ = /, text, ""), "@")
  end
end

Code.ensure_loaded?(:dialyzer) || raise("there is no Dialyzer: Debian calls it erlang-dialyzer")

case System.argv() do
  ["build", plt, apps] -> Dialyzing.build(plt, apps)
  ["ask", plt, out | ebins] -> Dialyzing.ask(plt, out, ebins)
end
