defmodule Spile.AnonymousFunctionsTest do
  # Anonymous functions are told apart, and their exits belong to their entries, in all formats.
  use ExUnit.Case
  import Spile.Test.Compiled

  @source """
  defmodule MODULE do
    def f(list) do
      inner = fn x -> x + 1 end
      outer = fn x -> inner.(x) * 2 end
      pair = {fn x -> outer.(x) end, fn x -> {:ok, inner.(x)} end}
      Enum.map(list, &{elem(pair, 0).(&1), elem(pair, 1).(&1)})
    end

    def fails(x) do
      check = fn
        0 -> raise ArgumentError
        y -> {:ok, y}
      end

      {:ok, {check.(x), check.(x - 1)}}
    end
  end
  """

  defp config(format, opts \\ [capture_return: true]) do
    Spile.new(anonymous_functions: true, output_format: format)
    |> Spile.instrument_functions(:all, log_entry_exit: opts)
  end

  # `{:enter | :leave, name}` of every line.
  defp events(lines, :json) do
    for line <- lines do
      [_, type] = Regex.run(~r/"type":"(\w+)"/, line)
      [_, function, arity] = Regex.run(~r/"function":"(\w+)","arity":(\d)/, line)
      fun = with [_, fun] <- Regex.run(~r/"fun":"([^"]+)"/, line), do: [" ", fun]
      {type, IO.iodata_to_binary(["M.", function, "/", arity, fun || []])}
    end
  end

  defp events(lines, _) do
    for line <- lines do
      [_, type, name] = Regex.run(~r/(ENTRY|EXIT)\]  ?(M\.\w+\/\d(?: fn@[\d~]+)?)/, line)
      {String.downcase(type), name}
    end
  end

  # What is left open when every exit closes the entry before it.
  defp open(events) do
    Enum.reduce(events, [], fn
      {"entry", name}, open -> [name | open]
      {"exit", name}, [name | open] -> open
    end)
  end

  test "functions within functions are told by their lines, and those of one line by their number" do
    for format <- [:simple, :detailed, :json], as <- [:text, :quoted] do
      module = woven(config(format), @source, as: as)
      {[{4, {:ok, 2}}, {6, {:ok, 3}}], lines} = printed(module, fn -> module.f([1, 2]) end)
      events = events(lines, format)
      assert open(events) == []

      entered = for {"entry", name} <- events, do: name

      assert ["M.f/1", "M.f/1 fn@6", "M.f/1 fn@5", "M.f/1 fn@4", "M.f/1 fn@3", "M.f/1 fn@5~2", "M.f/1 fn@3" | again] =
               entered

      assert again == entered |> Enum.drop(1) |> Enum.take(6)
    end
  end

  test "each of several processes has its own pairs" do
    for format <- [:detailed, :json] do
      module = woven(config(format), @source)

      {_, lines} =
        printed(module, fn ->
          1..20 |> Task.async_stream(fn x -> module.f([x, x + 1]) end, max_concurrency: 20) |> Enum.to_list()
        end)

      by_process = Enum.group_by(lines, fn line -> Regex.run(~r/<[\d.]+>/, line) end)
      assert map_size(by_process) == 20
      for {_, lines} <- by_process, do: assert(open(events(lines, format)) == [])
    end
  end

  test "an exception leaves the anonymous function that raised it, and those around" do
    module = woven(config(:simple, log_errors: true), @source)

    {%ArgumentError{}, lines} = printed(module, fn -> assert_raise(ArgumentError, fn -> module.fails(1) end) end)

    assert ["M.fails/1", "M.fails/1 fn@10", "M.fails/1 fn@10"] =
             for({"entry", name} <- events(lines, :simple), do: name)

    assert open(events(lines, :simple)) == []

    assert ["[EXIT]  M.fails/1 fn@10 RAISED: " <> _, "[EXIT]  M.fails/1 RAISED: " <> _] = Enum.take(lines, -2)
  end
end
