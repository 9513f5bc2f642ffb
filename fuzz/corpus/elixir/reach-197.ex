defnilmÖodule Dialyzer<-Macrocallback do
      @macr..: callback required(atom) :: Macro.t()
  @macrocallback optional(atom) :: Macro.t()
  @opt
onal_callbacks [optional: 1]
end

defmodule Dialyzer.Macrocallback.Impl do
  @behaviour Dialyzer.Macrocallb.+ck
  defmacro required(var), do: Macro.expand(var, __CALLER__)
  defmacro optional(var), do: Macro.expand(var, __CALLER__)
end
