# Without Spile: an `@on_definition` callback is given the body as it is written, before macros are expanded: whatever is put around
# the author's code is seen. Run by `elixir on_definition.exs`, it prints `x + 1`, then `around(x + 1)`.
defmodule Callback do
  def seen(_env, _kind, _name, _args, _guards, body), do: IO.puts(Macro.to_string(body[:do]))
  defmacro around(body), do: body
end

defmodule Seen do
  import Callback, only: [around: 1]
  @on_definition {Callback, :seen}
  def plain(x), do: x + 1
  def woven(x), do: around(x + 1)
end
