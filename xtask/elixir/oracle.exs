# Compares what Spile's parser made of a source with what this Elixir makes of it.
#
# Requests and answers are packets of four bytes of length and a body. A request is a byte of options (1: token
# metadata, 2: the result is Elixir text), the length of the source in four bytes, the source, and the result to compare with in the external
# term format or as text. An answer is a letter and, where there is something to see, a text:
#
#   =  both accept, equal          e  both reject, equal error       r  both reject, the errors differ
#   t  both reject, at the same place for the same reason, but show the token there in another way
#   d  both accept, not equal      a  only Elixir accepts            b  only Elixir rejects
#   x  Elixir raised instead of answering and Spile rejects          y  the same, but Spile accepts
#
# A request of the single byte 255 asks for the version. One that begins with 254 asks for the CPU time in
# microseconds that parsing the source behind it takes.

defmodule Oracle do
  def serve do
    port = Port.open({:fd, 0, 1}, [:binary, :eof, packet: 4])
    loop(port)
  end

  defp loop(port) do
    receive do
      {^port, {:data, request}} ->
        Port.command(port, answer(request))
        loop(port)

      {^port, :eof} ->
        System.halt(0)
    end
  end

  defp answer(<<255>>), do: System.version() <> " / OTP " <> System.otp_release()

  defp answer(<<254, source::binary>>) do
    :erlang.garbage_collect()
    {before, _} = :erlang.statistics(:runtime)
    {:ok, _} = Code.string_to_quoted(source, columns: true, emit_warnings: false)
    {later, _} = :erlang.statistics(:runtime)
    Integer.to_string(later - before)
  end

  defp answer(<<options, size::32, source::binary-size(size), ours::binary>>) do
    if Bitwise.band(options, 2) == 2 do
      try do
        {term, _} = Code.eval_string(ours)
        compare_with(source, options, if(match?({:error, {_, _, _}}, term), do: term, else: {:ok, term}))
      catch
        kind, reason -> "dcannot be read back: " <> inspect({kind, reason}) <> "\n    " <> ours
      end
    else
      compare_with(source, options, :erlang.binary_to_term(ours))
    end
  end

  defp compare_with(source, options, ours) do
    try do
      Code.string_to_quoted(source,
        columns: true,
        token_metadata: Bitwise.band(options, 1) == 1,
        emit_warnings: false
      )
    catch
      kind, reason ->
        letter = if match?({:ok, _}, ours), do: "y", else: "x"
        letter <> inspect({kind, reason})
    else
      theirs -> compare(theirs, ours)
    end
  end

  defp compare({:ok, theirs}, {:ok, ours}) do
    if theirs === ours, do: "=", else: "d" <> difference(theirs, ours, [])
  end

  defp compare({:error, same}, {:error, same}), do: "e"
  defp compare({:error, {place, text, theirs}}, {:error, {place, text, ours}}), do: "t" <> show(theirs, ours)
  defp compare({:error, theirs}, {:error, ours}), do: "r" <> show(theirs, ours)
  defp compare({:ok, _}, {:error, ours}), do: "a" <> show("accepted", ours)
  defp compare({:error, theirs}, {:ok, _}), do: "b" <> show(theirs, "accepted")

  defp show(theirs, ours) do
    options = [limit: 40, printable_limit: 2000]
    "elixir: #{inspect(theirs, options)}\n    spile:  #{inspect(ours, options)}"
  end

  # The innermost terms that differ, and the metadata on the way to them.
  defp difference({name, meta, arguments}, {name, meta, others}, _) do
    difference(arguments, others, meta)
  end

  defp difference({left, meta, arguments}, {other, meta, arguments}, _) do
    difference(left, other, meta)
  end

  defp difference({left, right}, {left, other}, near), do: difference(right, other, near)
  defp difference({left, right}, {other, right}, near), do: difference(left, other, near)

  defp difference(theirs, ours, near) when is_list(theirs) and is_list(ours) and length(theirs) != length(ours),
    do: "near #{inspect(near)}\n    " <> show(theirs, ours)

  defp difference([head | tail], [head | other], near), do: difference(tail, other, near)
  defp difference([head | _], [other | _], near), do: difference(head, other, near)
  defp difference(theirs, ours, near), do: "near #{inspect(near)}\n    " <> show(theirs, ours)
end

Oracle.serve()
