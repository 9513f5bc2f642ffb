defmodule Spile.Runtime do
  @moduledoc false
  # Takes the place of the runtime in which suites run that are woven with values. It counts what is entered, and has the
  # runtime that users have, whose name is another here, print to a device that only counts. Of every site that is the first
  # of each kind of event: programs that call a function a million times would otherwise only print.

  alias Spile.Identity.{PrintingRuntime, Sink}

  @events_of_a_site 5

  def enter(site, args) do
    with counter when counter != nil <- :persistent_term.get(:spile_identity_entered, nil),
         do: :counters.add(counter, 1, 1)

    print(site, :enter, &PrintingRuntime.enter(&1, args))
  end

  def leave(site, token), do: print(site, :leave, &PrintingRuntime.leave(&1, token))
  def leave(site, token, value), do: print(site, :leave, &PrintingRuntime.leave(&1, token, value))
  def tail(site, token, callee), do: print(site, :tail, &PrintingRuntime.tail(&1, token, callee))

  def raised(site, token, kind, reason, stacktrace),
    do: print(site, :raised, &PrintingRuntime.raised(&1, token, kind, reason, stacktrace))

  def failed(site, at, kind, reason, stacktrace),
    do: print(site, :failed, &PrintingRuntime.failed(&1, at, kind, reason, stacktrace))

  def variables(site, at, variables),
    do: print(site, {:variables, at}, &PrintingRuntime.variables(&1, at, variables))

  def expression(site, line, code, value),
    do: print(site, :expression, &PrintingRuntime.expression(&1, line, code, value))

  # What the program does while an event is printed is not printed, such as the message of an exception of its own.
  defp print(site, event, told) do
    if not Spile.Console.Quiet.here?() and Sink.takes?({site.id, event}, @events_of_a_site),
      do: told.(:maps.put(:output, Sink.device(), site)),
      else: nil
  end
end
