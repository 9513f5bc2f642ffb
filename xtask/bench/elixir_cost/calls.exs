# Prints `workload variant nanoseconds` for each turn: CPU time of a call. The variants take turns.
#
#     elixir -pa EBIN calls.exs TURNS CALLS VARIANT:FILE...

defmodule Bench.Quiet do
  def enter(_site, _args), do: nil
  def leave(_site, _token), do: nil
  def leave(_site, _token, _value), do: nil
  def tail(_site, _token, _callee), do: nil
end

# A group leader that takes everything and keeps nothing.
defmodule Bench.Sink do
  def loop do
    receive do
      {:io_request, from, reference, _request} ->
        send(from, {:io_reply, reference, :ok})
        loop()
    end
  end
end

defmodule Bench.Loop do
  def add(_module, 0), do: :ok

  def add(module, n) do
    module.add(n, 1)
    add(module, n - 1)
  end

  def reply(_module, 0), do: :ok

  def reply(module, n) do
    module.reply({:get, :a}, self(), %{a: n})
    reply(module, n - 1)
  end
end

[turns, calls | variants] = System.argv()
{turns, calls} = {String.to_integer(turns), String.to_integer(calls)}
Process.group_leader(self(), spawn(&Bench.Sink.loop/0))

modules =
  for variant <- variants do
    [name, file] = String.split(variant, ":", parts: 2)
    [{module, _} | _] = Code.compile_file(file)
    {name, module}
  end

# fib(20) is 21,891 calls.
workloads = [
  {"add", &Bench.Loop.add/2, & &1},
  {"count", fn module, n -> module.count(n) end, & &1},
  {"fib", fn module, n -> for(_ <- 1..max(div(n, 21_891), 1), do: module.fib(20)) end, &(max(div(&1, 21_891), 1) * 21_891)},
  {"reply", &Bench.Loop.reply/2, & &1}
]

cpu = fn -> :erlang.statistics(:runtime) |> elem(0) end

for _ <- 1..turns, {workload, run, count} <- workloads, {name, module} <- modules do
  # The console takes a thousand times as long, so it gets a fiftieth of the calls.
  n = if name == "console", do: div(calls, 50), else: calls
  :erlang.garbage_collect()
  before = cpu.()
  run.(module, n)
  taken = cpu.() - before
  IO.puts(:stderr, "#{workload} #{name} #{taken * 1_000_000 / count.(n)}")
end
