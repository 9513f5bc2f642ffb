defmodule Spile.Test.QuietRuntime do
  @moduledoc "A runtime that does nothing."

  def enter(_site, _args), do: nil
  def leave(_site, _token), do: nil
  def leave(_site, _token, _value), do: nil
  def tail(_site, _token, _callee), do: nil
  def raised(_site, _token, _kind, _reason, _stacktrace), do: nil
  def failed(_site, _at, _kind, _reason, _stacktrace), do: nil
  def variables(_site, _at, _variables), do: nil
  def expression(_site, _line, _code, _value), do: nil
end

defmodule Spile.Test.Recorder do
  @moduledoc "A runtime that keeps the events of the process in its dictionary."

  def enter(site, args) do
    token = make_ref()
    put({:enter, site.id, args}, token)
    token
  end

  def leave(site, token), do: put({:leave, site.id}, token)
  def leave(site, token, value), do: put({:leave, site.id, value}, token)
  def tail(site, token, callee), do: put({:tail, site.id, callee}, token)
  def raised(site, token, kind, reason, _stacktrace), do: put({:raised, site.id, kind, reason}, token)
  def failed(site, at, kind, reason, _stacktrace), do: put({:failed, site.id, at, kind, reason}, nil)
  def variables(_site, at, variables), do: put({:variables, at, variables}, nil)
  def expression(_site, line, code, value), do: put({:expression, line, code, value}, nil)

  @doc "Runs `function`, and gives what it returned and the events, in order."
  def record(function) do
    Process.put(__MODULE__, [])
    result = function.()
    {result, events()}
  end

  def events, do: __MODULE__ |> Process.delete() |> Kernel.||([]) |> Enum.reverse() |> Enum.map(&elem(&1, 0))

  defp put(event, token), do: Process.put(__MODULE__, [{event, token} | Process.get(__MODULE__, [])])
end
