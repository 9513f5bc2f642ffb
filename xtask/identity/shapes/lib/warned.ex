defmodule Shapes.Warned do
  @moduledoc "What Dialyzer warns of without us: it has to say the same of the woven module, where the source has it."

  @spec wrong_spec(integer) :: String.t()
  def wrong_spec(n), do: n + 1

  @spec never_matches(integer) :: :ok
  def never_matches(n) do
    case {:ok, n} do
      {:ok, _} -> :ok
      {:error, _} -> :error
    end
  end

  def no_local_return(n), do: fails({:never, n})

  def unmatched(list) do
    Enum.map(list, &{:ok, &1})
    maybe(list)
    :ok
  end

  def breaks_opaque, do: elem(Shapes.Stack.new(), 0)

  def looks_into_opaque do
    {:stack, size, _} = Shapes.Stack.new()
    size
  end

  def calls_what_is_not_there(x), do: Shapes.Nowhere.call(x)

  def fun_without_return, do: fn x -> :erlang.error({:no, x}) end

  def fun_that_is_called_when_all_else_fails(options),
    do: Keyword.pop_lazy(options, :to, fn -> raise ArgumentError, "where to?" end)

  def gives_one(x), do: takes_none([x])
  defp takes_none([]), do: :none
  defp takes_none([_ | _]), do: :some

  def improper_list(x), do: [x | "end"]
  def improper_argument(x), do: IO.iodata_length([x | "end"])

  # Of a literal, Dialyzer says what the place has that it stands in.
  def improper_at_the_end_of_a_block(x) do
    x = [x]
    [x | "end"]
  end

  def improper_in_a_pair(x), do: {:ok, [x | "end"]}

  def improper_in_clauses(x) do
    case x do
      1 ->
        [x | "one"]

      2 ->
        y = [x]
        [y | "two"]

      _ ->
        if x == 3, do: [x | "three"], else: {x, [x | "four"]}
    end
  end

  def improper_in_a_block_of_if(x) do
    if x do
      y = [x]
      [y | "five"]
    end
  end

  def improper_in_cond(x) do
    cond do
      x == 1 -> [x | "six"]
      true -> [x | "seven"]
    end
  end

  def improper_in_with(x, y) do
    with {:ok, z} <- x,
         {:ok, _} <-
           y do
      [z | "eight"]
    else
      1 -> [x | "nine"]
      _ -> {:error, [x | "ten"]}
    end
  end

  def improper_in_with_without_patterns(x) do
    with y <- [x] do
      [y | "eleven"]
    end
  end

  def improper_in_try(x) do
    [String.to_integer(x) | "twelve"]
  rescue
    _ -> [x | "thirteen"]
  end

  def improper_in_receive do
    receive do
      x -> [x | "fourteen"]
    after
      0 -> [0 | "fifteen"]
    end
  end

  def improper_in_functions,
    do: {fn x -> [x | "sixteen"] end, &[&1 | "seventeen"]}

  def improper_function,
    do: &[&1 | "eighteen"]

  def improper_matched(x), do: _ = [x | "nineteen"]

  @improper ["a" | "twenty"]
  def improper_attribute, do: @improper

  def improper_or(x) do
    x || [:x | "twenty-one"]
  end

  def wrong_argument, do: Shapes.Types.new(:not_a_text)

  @dialyzer {:nowarn_function, silenced: 1}
  @spec silenced(integer) :: String.t()
  def silenced(n), do: n + 1

  defp fails(x), do: :erlang.error(x)

  defp maybe([]), do: nil
  defp maybe([x | _]), do: {:some, x}

  def unused_clause(x) when is_atom(x) do
    with :ok <- always(x) do
      :fine
    else
      :error -> :broken
    end
  end

  defp always(_), do: :ok
end
