defmodule Shapes.Counter do
  @moduledoc "Callbacks of a behaviour."
  use GenServer

  @spec start_link(integer) :: GenServer.on_start()
  def start_link(n \\ 0), do: GenServer.start_link(__MODULE__, n)

  @spec add(pid, integer) :: integer
  def add(pid, n), do: GenServer.call(pid, {:add, n})

  @impl true
  def init(n) when is_integer(n), do: {:ok, n, {:continue, :ready}}
  def init(_), do: {:stop, :no_number}

  @impl true
  def handle_continue(:ready, n), do: {:noreply, n}

  @impl true
  def handle_call({:add, m}, _from, n) do
    sum = n + m
    {:reply, sum, sum}
  end

  def handle_call(:crash, _from, _n), do: raise("crashed")

  @impl true
  def handle_cast({:set, n}, _), do: {:noreply, n}

  @impl true
  def handle_info(_message, n), do: {:noreply, n}

  @impl true
  def terminate(_reason, _n), do: :ok
end

defmodule Shapes.Greeter do
  @moduledoc "A behaviour of the project's own, with what may be overridden."

  @callback greet(String.t()) :: String.t()
  @callback stop() :: no_return
  @optional_callbacks stop: 0

  defmacro __using__(_) do
    quote do
      @behaviour Shapes.Greeter
      @impl true
      def greet(name), do: "hello #{name}"
      defoverridable greet: 1
    end
  end
end

defmodule Shapes.Polite do
  use Shapes.Greeter

  @impl true
  def greet(name), do: super(name) <> ", please"

  @impl true
  def stop, do: exit(:normal)
end
