defmodule Spile.Test.Beams do
  @moduledoc "What a source is compiled to, plain and woven, and what Dialyzer says of it."

  @runtime Spile.Runtime

  @doc "The compiled module of a source that defines one."
  def plain(source), do: source |> Code.string_to_quoted!(columns: true, file: "said.ex") |> compiled()

  @doc "The same with probes in all its functions, and at each of the expressions, and with what else is asked for."
  def woven(source, options, expressions \\ [], more \\ & &1) do
    config =
      Spile.new(anonymous_functions: true)
      |> Spile.instrument_functions(:all, log_entry_exit: options)
      |> Spile.track_expressions(expressions)
      |> more.()

    {:ok, form} = Spile.parse_and_transform(config, source)
    compiled(form)
  end

  defp compiled(form) do
    # Tests are compiled without.
    before = Code.get_compiler_option(:debug_info)
    Code.put_compiler_option(:debug_info, true)
    [{module, beam}] = Code.compile_quoted(form, "said.ex")
    Code.put_compiler_option(:debug_info, before)
    :code.purge(module)
    :code.delete(module)
    beam
  end

  @doc "`{line, generated?}` of each list that ends with a text, in order."
  def improper_lists(beam) do
    {:ok, {module, [debug_info: {:debug_info_v1, backend, data}]}} = :beam_lib.chunks(beam, [:debug_info])
    {:ok, forms} = backend.debug_info(:erlang_v1, module, data, [])
    forms |> improper() |> Enum.sort()
  end

  defp improper({:cons, place, _, {:bin, _, _}}), do: [{:erl_anno.line(place), :erl_anno.generated(place)}]
  defp improper(form) when is_tuple(form), do: form |> Tuple.to_list() |> improper()
  defp improper([head | tail]), do: improper(head) ++ improper(tail)
  defp improper(_), do: []

  @doc "Whether there is a Dialyzer; it is no application that the tests need, and so not on the path."
  def dialyzer? do
    for app <- ~w(compiler syntax_tools dialyzer), ebin <- Path.wildcard("#{:code.root_dir()}/lib/#{app}-*/ebin") do
      :code.add_pathz(String.to_charlist(ebin))
    end

    Code.ensure_loaded?(:dialyzer)
  end

  @doc "The table of what Dialyzer knows: next to nothing, and so it is quickly made."
  def plt(folder) do
    plt = path(folder, "known.plt")
    dialyzer(:run, analysis_type: :plt_build, output_plt: plt, files: [:code.which(:lists)], from: :byte_code)
    plt
  end

  @doc "What Dialyzer says of a compiled module, sorted."
  def said(beam, plt, folder) do
    file = path(folder, "said.beam")
    File.write!(file, beam)
    options = [init_plt: plt, check_plt: false, files: [file, :code.which(@runtime)], from: :byte_code]

    Enum.sort(
      for {tag, {file, _}, _} = warning <- dialyzer(:run, options),
          # Little is known.
          tag != :warn_unknown and Path.basename(file) == "said.ex" do
        text = :format_warning |> dialyzer(warning) |> to_string() |> String.trim()
        # Columns are told of quoted code that has some.
        Regex.replace(~r/(said\.ex:\d+):\d+/, text, "\\1")
      end
    )
  end

  # It may be missing.
  defp dialyzer(function, argument), do: apply(:dialyzer, function, [argument])

  defp path(folder, name), do: folder |> Path.join(name) |> String.to_charlist()
end
