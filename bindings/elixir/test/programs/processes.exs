# A server, a supervisor, tasks, agents, streams, monitors, and a loop that receives.
defmodule Srv do
  use GenServer

  defmodule State do
    @enforce_keys [:n]
    defstruct [:n, log: []]
  end

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)
  @impl true
  def init(n: n), do: {:ok, %State{n: n}, {:continue, :more}}
  @impl true
  def handle_continue(:more, s), do: {:noreply, %{s | n: s.n + 1}}
  @impl true
  def handle_call(:get, _from, %State{n: n} = s), do: {:reply, n, s}
  def handle_call({:fun, f}, {pid, _}, s) when is_function(f, 1), do: {:reply, {f.(s.n), pid == self()}, s, 1000}

  def handle_call(:stack, _, s) do
    {:current_stacktrace, st} = Process.info(self(), :current_stacktrace)
    {:reply, for({m, f, a, _} <- st, m == __MODULE__, do: {m, f, a}), s}
  end

  @impl true
  def handle_cast({:add, x}, s), do: {:noreply, update_in(s.n, &(&1 + x))}
  @impl true
  def handle_info(:timeout, s), do: {:noreply, s}
  def handle_info({ref, r}, s) when is_reference(ref), do: {:noreply, put_in(s.log, [r | s.log])}
  def handle_info(_, s), do: {:noreply, s}
  @impl true
  def terminate(reason, %{n: n}), do: IO.inspect({:terminate, reason, n})
end

defmodule Go do
  def run do
    {:ok, p} = Supervisor.start_link([{Srv, n: 1}], strategy: :one_for_one)
    IO.inspect(GenServer.call(Srv, :get))
    GenServer.cast(Srv, {:add, 5})
    IO.inspect(GenServer.call(Srv, {:fun, fn x -> x * 2 end}))
    IO.inspect(GenServer.call(Srv, :stack))
    IO.inspect(Task.async_stream(1..5, &(&1 * &1), ordered: true) |> Enum.map(fn {:ok, v} -> v end))
    IO.inspect(Task.await(Task.async(fn -> receive_nested() end)))
    {:ok, a} = Agent.start_link(fn -> %{} end)
    Agent.update(a, &Map.put(&1, :k, :v))
    IO.inspect(Agent.get(a, & &1))

    IO.inspect(
      try do
        GenServer.call(:nobody, :x)
      catch
        :exit, {r, {m, f, _}} -> {r, m, f}
      end
    )

    IO.inspect(
      Stream.unfold(5, fn
        0 -> nil
        n -> {n, n - 1}
      end)
      |> Stream.map(&(&1 + 1))
      |> Stream.filter(&(rem(&1, 2) == 0))
      |> Enum.to_list()
    )

    r =
      Stream.resource(
        fn -> 0 end,
        fn
          3 -> {:halt, 3}
          n -> {[n], n + 1}
        end,
        fn n -> IO.puts("closed #{n}") end
      )
      |> Enum.take(2)

    IO.inspect(r)
    {pid, ref} = spawn_monitor(__MODULE__, :die, [:bad])

    receive do
      {:DOWN, ^ref, _, ^pid, reason} -> IO.inspect(reason)
    end

    Supervisor.stop(p)
    loop(2000, self())
  end

  def die(x), do: exit({:shutdown, x})

  defp receive_nested do
    me = self()
    spawn_link(fn -> for i <- 1..3, do: send(me, {:n, i}) end)

    collect = fn collect, acc ->
      receive do
        {:n, 3} -> Enum.reverse([3 | acc])
        {:n, i} -> collect.(collect, [i | acc])
      end
    end

    collect.(collect, [])
  end

  def loop(0, _), do: IO.puts("looped")

  def loop(n, me) do
    send(me, n)

    receive do
      x when x == n -> loop(n - 1, me)
    end
  end
end

Go.run()
