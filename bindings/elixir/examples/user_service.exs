# Variables of one function: behind a line, and before it returns.
#
#     mix run examples/user_service.exs

source = ~S"""
defmodule UserService do
  def process_user(user_data) do
    validated_user = validate(user_data)
    enriched_user = enrich(validated_user)
    final_result = save(enriched_user)
    {:ok, final_result}
  end

  defp validate(user), do: Map.put(user, :valid, true)
  defp enrich(user), do: Map.put(user, :greeting, "Hello #{user.name}")
  defp save(user), do: Map.put(user, :id, 7)
end
"""

config =
  Spile.new()
  |> Spile.instrument_functions({:only, [:process_user]}, log_entry_exit: [capture_args: true, capture_return: true])
  |> Spile.capture_variables([:validated_user], at: {:line, 3})
  |> Spile.capture_variables([:enriched_user, :final_result], at: :before_return)
  |> Spile.format(:detailed)

{:ok, ast} = Spile.parse_and_transform(config, source)
[{module, _}] = Code.compile_quoted(ast, "user_service.ex")

{:ok, user} = module.process_user(%{name: "Alice"})
IO.puts("saved as #{user.id}")
