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

  def improper_list(x), do: [x | "end"]
  def improper_argument(x), do: IO.iodata_length([x | "end"])

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
