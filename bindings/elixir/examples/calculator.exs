# Entry and exit of every function, with arguments, return and duration.
#
#     mix run examples/calculator.exs
#
# `process/1` ends in a call of `add/2`. With `tail_calls: :await` its exit is told with its value, after that of `add/2`; without, the
# call stays a tail call, and the exit of `process/1` says so before `add/2` is entered.

source = ~S"""
defmodule Calculator do
  def process(x) do
    intermediate = multiply(x, 2)
    add(intermediate, 5)
  end

  def add(a, b) do
    result = a + b
    result
  end

  defp multiply(a, b), do: a * b
end
"""

config =
  Spile.new(tail_calls: :await)
  |> Spile.instrument_functions(:all, log_entry_exit: [capture_args: true, capture_return: true, log_duration: true])
  |> Spile.output_to(:console)
  |> Spile.format(:simple)

{:ok, ast} = Spile.parse_and_transform(config, source)
[{module, _}] = Code.compile_quoted(ast, "calculator.ex")

IO.puts("process(10) = #{module.process(10)}")
IO.puts("add(5, 3) = #{module.add(5, 3)}")
