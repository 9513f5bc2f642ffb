# The callbacks of a GenServer, as JSON: one object a line.
#
#     mix run examples/counter_server.exs

source = ~S"""
defmodule CounterServer do
  use GenServer

  def start_link(value), do: GenServer.start_link(__MODULE__, value)
  def increment(pid, amount \\ 1), do: GenServer.call(pid, {:increment, amount})
  def get_value(pid), do: GenServer.call(pid, :get_value)

  @impl true
  def init(value), do: {:ok, %{count: value, history: [:initialized]}}

  @impl true
  def handle_call({:increment, amount}, _from, state) do
    new_state = %{state | count: state.count + amount, history: [:incremented | state.history]}
    {:reply, new_state.count, new_state}
  end

  def handle_call(:get_value, _from, state), do: {:reply, state.count, state}

  @impl true
  def handle_cast(:reset, state), do: {:noreply, %{state | count: 0}}
end
"""

config =
  Spile.new()
  |> Spile.target_pattern(:genserver_callbacks)
  |> Spile.instrument_functions(:all, log_entry_exit: [capture_args: true, capture_return: true])
  |> Spile.capture_variables([:state, :new_state], at: :entry)
  |> Spile.capture_variables([:state, :new_state], at: :before_return)
  |> Spile.format(:json)

{:ok, ast} = Spile.parse_and_transform(config, source)
[{module, _}] = Code.compile_quoted(ast, "counter_server.ex")

{:ok, pid} = module.start_link(10)
IO.puts("increment: #{module.increment(pid, 5)}")
IO.puts("value: #{module.get_value(pid)}")
GenServer.cast(pid, :reset)
IO.puts("value after reset: #{module.get_value(pid)}")
GenServer.stop(pid)
