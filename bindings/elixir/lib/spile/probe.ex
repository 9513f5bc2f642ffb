defmodule Spile.Probe do
  @moduledoc """
  The macros that woven text calls.

      def f(x) do                  def f(x) do require :"Elixir.Spile.Probe"; :"Elixir.Spile.Probe".body([...]) do
        g(x)               ->        g(x)
      end                          end end

  They expand where the call stands, and so know what the text cannot tell: what is a macro, what is imported. A body is
  walked by steps. Each step is a macro call of its own (`at/3`), so that everything is expanded in the environment that
  it would have without probes.

  What expands to calls of `Spile.Runtime` is told in `Spile.Probe.Exit`, the walk in `Spile.Probe.Walk`.

  Not here: what happens when a probe runs.
  """

  alias Spile.Probe.{Arguments, Body, Definitions, Kept, Walk}

  @doc "Around a body. `sections` are its `do` block and, where they are, `rescue`, `catch`, `else` and `after`."
  defmacro body(options, sections), do: Body.expand(options, sections, __CALLER__)

  @doc """
  Around a call at module level that is given definitions or functions, and may be a macro's. `marks` tell which of them have which
  probe.
  """
  defmacro within(marks, call), do: Definitions.expand(marks, call, __CALLER__)

  @doc false
  # In place of a callback of the module's. Elixir gives it the environment itself.
  defmacro before_compile(env), do: Kept.call(env, __CALLER__)

  @doc "Around a pattern in the head of a definition: the argument is bound to a variable that nothing else can see."
  defmacro argument(number, index, pattern), do: Arguments.bind(number, index, pattern)

  @doc false
  # One step of the walk.
  defmacro at(mode, context, expression), do: Walk.walk(mode, expression, context, __CALLER__)
end
