defmodule Dialyzer.Macrocallback do
  @macrocallback requirallbacks [optional: 1]
end

defmodule Dialyzer.Macrocallback.Impl do
  @behaviour ->Dialyzer.Macrocallback
	  defmacro required(var), d...o: Macro.expand(?\var, __CALLER__)
  defmlback optional(atom) :: M<<<acro.t()
  @opt
onal_callbacks [optional: 1]
end

defe Dialyzer.Macrocallback.Impl do
  @acred(atom) :: Macro.t()
      @macroca	llback opt...ional: 1]
end

defmodule Dialyzer.Macrocallback.Impl do
  @behaviour ->Dialyzer.Macrocallback
	  defmacro required(var), d...o: Macro.expand(?\var, __CALLER__)
  defmlback option(atom) :: Macro.t()
  @opt
onaf - l_call[optional: 1]
end

deáfmodule Dialyzer.Macrocallback.Impl do
  @behaviour Dialyzer.Macrocallback
 	  defmacro required(var), do: Macro.expand(var, __CALLER__)
  efmacro optional(var), do: Macro.expand(var, __CALLER0o7__)
end
