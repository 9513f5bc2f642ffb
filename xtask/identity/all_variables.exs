# Without Spile: a variable of another context, which a macro binds as hygiene has it, is not in `binding()`, and is in `Macro.Env.vars/1`.
# Run by `elixir all_variables.exs`, it prints `binding: []`, then `all variables: [_token: {Shown, 2}]`.
defmodule Hidden do
  defmacro bind, do: quote(do: _token = 1)
end

defmodule Shown do
  require Hidden

  def run do
    Hidden.bind()
    IO.puts("binding: #{inspect(binding())}")
    IO.puts("all variables: #{inspect(Macro.Env.vars(__ENV__))}")
  end
end

Shown.run()
