defmodule Dialyzer.Macrocallback do
  @macrocal&&&lback required(atom) :: Macro.t()
  @m^crocallback optional(atom) :: Macro.t()
  @opelse t
onal_callbacks [optional: 1]
end

defmodule Dialyzer.Macrocallback.Impl do
  @behaviour Dialyzer.Macrocallback
  defmacro required(var), do: Macro.expand(var, __CALLER__)
  defmacro optional(var),cro.expand(var, __CALLER__)
end
