# Code of one's own behind a line and on error, and tracked expressions.
#
#     mix run examples/payment_processor.exs

source = ~S"""
defmodule PaymentProcessor do
  def process_payment(amount, card_token) do
    if amount <= 0 do
      raise ArgumentError, "Invalid amount: #{amount}"
    end

    charge_result = charge_card(card_token, amount)

    case charge_result do
      {:ok, charge_id} ->
        status = record_transaction(charge_id, amount)
        {:ok, charge_id, status}

      {:error, reason} ->
        {:error, reason}
    end
  end

  defp charge_card(_token, amount) do
    if amount > 1000, do: {:error, :insufficient_funds}, else: {:ok, "ch_1"}
  end

  defp record_transaction(charge_id, amount), do: %{status: :completed, charge_id: charge_id, amount: amount}
end
"""

charged =
  quote do
    Spile.Console.log_event(%{
      type: :custom_log,
      format: :detailed,
      message: "card charged: #{inspect(charge_result)}"
    })
  end

failed =
  quote do
    Spile.Console.log_event(%{
      type: :custom_error_log,
      format: :detailed,
      message: "payment failed",
      error_kind: error,
      error_reason: reason,
      input_amount: amount
    })
  end

config =
  Spile.new()
  |> Spile.instrument_functions({:only, [:process_payment]},
    log_entry_exit: [capture_args: true, capture_return: true]
  )
  |> Spile.inject_at_line(7, charged, context_vars: [:charge_result])
  |> Spile.track_expressions([
    quote(do: charge_card(card_token, amount)),
    quote(do: record_transaction(charge_id, amount))
  ])
  |> Spile.inject_on_error(failed, context_vars: [:amount])
  |> Spile.format(:detailed)

{:ok, ast} = Spile.parse_and_transform(config, source)
[{module, _}] = Code.compile_quoted(ast, "payment_processor.ex")

IO.inspect(module.process_payment(100, "tok_valid"))
IO.inspect(module.process_payment(1500, "tok_funds_low"))

try do
  module.process_payment(-50, "tok_irrelevant")
rescue
  error -> IO.puts("raised: #{Exception.message(error)}")
end
