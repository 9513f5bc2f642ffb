defmodule Shapes.Errors do
  @moduledoc "What raises, what never returns, and what is caught."

  defmodule Refused do
    defexception [:reason]

    @impl true
    def message(%{reason: reason}), do: "refused: #{inspect(reason)}"
  end

  @spec always_raises :: no_return
  def always_raises, do: raise(Refused, reason: :always)

  @spec always_throws(term) :: no_return
  def always_throws(x), do: throw({:x, x})

  @spec always_exits :: no_return
  def always_exits, do: exit(:shutdown)

  @spec may_raise(integer) :: integer
  def may_raise(n) when n > 0, do: n
  def may_raise(n), do: refuse(n)

  @spec calls_what_never_returns(integer) :: no_return
  def calls_what_never_returns(n) do
    m = n + 1
    refuse(m)
  end

  @spec body_with_rescue(String.t()) :: integer | :error
  def body_with_rescue(text) do
    String.to_integer(text)
  rescue
    ArgumentError -> :error
  end

  @spec body_with_everything((-> integer)) :: {:ok, integer} | {:error, term}
  def body_with_everything(f) do
    f.()
  rescue
    error in [Refused, ArgumentError] -> {:error, error}
  catch
    :throw, value -> {:error, value}
    kind, reason -> {:error, {kind, reason}}
  else
    n when is_integer(n) -> {:ok, n}
    other -> {:error, other}
  after
    Process.delete(:shapes)
  end

  @spec body_with_after(integer) :: integer
  def body_with_after(n) do
    may_raise(n)
  after
    Process.delete(:shapes)
  end

  @spec inner_try(integer) :: integer
  def inner_try(n) do
    try do
      may_raise(n)
    rescue
      Refused -> may_raise(1)
    end
  end

  @spec inner_try_with_else(integer) :: :small | :large
  def inner_try_with_else(n) do
    try do
      may_raise(n)
    catch
      _, _ -> :small
    else
      m when m > 10 -> :large
      _ -> :small
    end
  end

  @spec reraised(integer) :: integer
  def reraised(n) do
    may_raise(n)
  rescue
    error -> reraise(error, __STACKTRACE__)
  end

  defp refuse(reason), do: raise(Refused, reason: reason)
end

defmodule Shapes.Endless do
  @moduledoc "What goes on for ever, without a spec: Dialyzer tells it from what only ends badly."

  def start(x), do: spawn(fn -> loop(x) end)
  def started(x), do: enter(x)
  def named(x), do: loop([x])

  defp enter(x) do
    y = [x]
    loop(y)
  end

  defp loop(x) do
    receive do
      {:add, y} -> loop([y | x])
      {:stop, reason} -> exit(reason)
    end
  end

  def ping(x), do: x |> to_string() |> pong()
  def pong(x), do: ping([x])
end
