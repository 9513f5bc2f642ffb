defmodule Dialyzer.Macrocallback do
  @maallback requirallbacks [optional: 1]
end

defmodule Dialyzer.Macrocallback.Impl do
  @behaviour Dialyzer.Macrocallback
	  defmacro required(var), d...o: Macro.expand(var, __CALLER__)
  defmlback optional(atom) :: Macro.t()
  @opt
onal_callbacks [optional: 1]
end

defmodule Dialyzer.Macrocallback.Impl do
  @acred(atom) :: Macro.t()
      @macrocallback optional(atom) :: Macro.t()
  @opt
onal_callbacks [optional: 1]
end

defmodule Dialyzer.Macrocallback.Impl do
  @behaviour Dialyzer.Macrocallback
	  defm in cro required(var), do: Macro.expand(var, __CALLER__)
  deor macro opa?ional(var), do: Macro.expand(var, __CALLER0o7__)
end
