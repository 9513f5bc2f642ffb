defmodule Spile.Probe.TailPositionsTest do
  # Warnings are taken from standard error.
  use ExUnit.Case, async: false

  alias Spile.Test.{QuietRuntime, Woven}

  # Each is the body of `f(n)`, which calls itself or a function that does, and ends with how large the stack is.
  @tail %{
    "the last expression of a block" => "if n > 0 do _ = n; f(n - 1) else size() end",
    "the branches of case" => "case n do 0 -> size(); _ -> f(n - 1) end",
    "the branches of cond" => "cond do n == 0 -> size(); true -> f(n - 1) end",
    "the branches of unless" => "unless n == 0 do f(n - 1) else size() end",
    "the body of with" => "with true <- n > 0, m = n - 1 do f(m) else false -> size() end",
    "the body of with that has no else" =>
      "with {:go, m} <- (if n == 0, do: [size()], else: {:go, n - 1}) do f(m) end",
    "the else of with" => "with 0 <- n do size() else m -> f(m - 1) end",
    "the clauses of receive" => "send(self(), n); receive do 0 -> size(); m -> f(m - 1) end",
    "the after of receive" => "receive do {:none, _} -> :none after 0 -> if n == 0, do: size(), else: f(n - 1) end",
    "the right of &&" => "(n == 0 && size()) || f(n - 1)",
    "the right of and" => "if n == 0, do: size(), else: is_integer(n) and f(n - 1)",
    "the right of or" => "if n == 0, do: size(), else: is_atom(n) or f(n - 1)",
    "the last call of a pipeline" => "if n == 0, do: size(), else: n |> Kernel.-(1) |> f()",
    "then" => "if n == 0, do: size(), else: n |> then(&f(&1 - 1))",
    "a function that is called" => "g = fn m -> f(m - 1) end; if n == 0, do: size(), else: g.(n)",
    "a capture that is called" => "g = &f/1; if n == 0, do: size(), else: g.(n - 1)",
    "a function of no arguments" => "Process.put(:n, n - 1); if n == 0, do: size(), else: h()",
    "apply with a module" => "if n == 0, do: size(), else: apply(__MODULE__, :f, [n - 1])",
    "apply with a function" => "if n == 0, do: size(), else: apply(&f/1, [n - 1])",
    "a call of the module itself" => "if n == 0, do: size(), else: __MODULE__.f(n - 1)",
    "a call of a module that is computed" => "m = __MODULE__; if n == 0, do: size(), else: m.f(n - 1)",
    "the right of a match with a variable" => "_x = if n == 0, do: size(), else: f(n - 1)",
    "a macro that expands to its block" => "pass do if n == 0, do: size(), else: f(n - 1) end",
    "a macro that expands to a call" => "if n == 0, do: size(), else: again(n)",
    "the rescue of try" =>
      "try do if n == 0, do: throw(:end), else: raise \"x\" rescue _ -> f(n - 1) catch :end -> size() end",
    "the catch of try" => "try do throw(n) catch 0 -> size(); m -> f(m - 1) end",
    "the else of try" => "try do n rescue _ -> :none else 0 -> size(); m -> f(m - 1) end"
  }

  # The calls are awaited with and without probes.
  @other %{
    "the body of try" => "try do if n == 0, do: size(), else: f(n - 1) rescue ArgumentError -> :none end",
    "the else of try with after" => "try do n rescue _ -> :none else 0 -> size(); m -> f(m - 1) after n end",
    "a match with a pattern" => "if n == 0, do: [size()], else: [_] = f(n - 1)",
    "tap" => "if n == 0, do: size(), else: tap(f(n - 1), & &1)",
    "the body of for" => "if n == 0, do: size(), else: hd(for m <- [n], do: f(m - 1))",
    "the inside of data" => "if n == 0, do: size(), else: elem({f(n - 1)}, 0)",
    "the inside of a string" => "if n == 0, do: size(), else: String.to_integer(\"\#{f(n - 1)}\")",
    "a function that is given away" => "if n == 0, do: size(), else: hd(Enum.map([n], fn m -> f(m - 1) end))"
  }

  @prelude """
  defmacro pass(do: block), do: block
  defmacro again(n), do: quote(do: f(unquote(n) - 1))
  def h, do: f(Process.get(:n))
  defp size, do: elem(Process.info(self(), :stack_size), 1)
  """

  for {name, body} <- @tail do
    test "#{name} is the end of a function, and calls there take no stack" do
      body = unquote(body)
      assert growth(body, :plain) < 100
      assert growth(body, runtime: QuietRuntime) < 100
      assert growth(body, runtime: QuietRuntime, value: true) < 100
    end
  end

  for {name, body} <- @other do
    test "#{name} is not, and takes no more stack than without probes" do
      body = unquote(body)
      plain = growth(body, :plain)
      assert plain >= 2000
      # What is returned is kept while it is told.
      assert growth(body, runtime: QuietRuntime) <= plain + 2000 * 6
    end
  end

  test "a loop over ten million messages keeps its memory" do
    body = """
    receive do
      {:tell, to} ->
        :erlang.garbage_collect()
        send(to, {:memory, elem(Process.info(self(), :memory), 1)})
        f(n)

      :stop ->
        :ok

      message ->
        if message > 0, do: send(self(), message - 1)
        f(n + 1)
    end
    """

    {module, ""} = Woven.compile([{"f(n)", body}], runtime: QuietRuntime)
    {pid, reference} = spawn_monitor(fn -> module.f(0) end)
    send(pid, {:tell, self()})
    assert_receive {:memory, before}, 10_000
    send(pid, 10_000_000)
    wait_for_zero(pid)
    send(pid, {:tell, self()})
    assert_receive {:memory, behind}, 60_000
    assert behind <= before + 1000
    send(pid, :stop)
    assert_receive {:DOWN, ^reference, _, _, :normal}, 10_000
  end

  # Reductions stand still when there is no message any more.
  defp wait_for_zero(pid) do
    {:reductions, before} = Process.info(pid, :reductions)
    Process.sleep(300)
    {:reductions, behind} = Process.info(pid, :reductions)
    if before < 10_000_000 or before != behind, do: wait_for_zero(pid)
  end

  # By how many words the stack is larger after 2000 calls.
  defp growth(body, options) do
    {module, warnings} = Woven.compile([{"f(n)", body}], options, @prelude)
    assert warnings == ""
    task = fn n -> Task.await(Task.async(fn -> module.f(n) end)) end
    hd(List.wrap(task.(2000))) - hd(List.wrap(task.(0)))
  end
end
