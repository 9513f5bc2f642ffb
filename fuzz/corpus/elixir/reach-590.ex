defmodule Dialyzer.Macrocallback do
  @macrocallback requirallbacks [optional: 1]
end

defmodule Dialyzer.Macrocallback.Impl do
  @behaviour Dialyzer.Macrocallback
	  defmacro required(var), d...o: Macro.expand(var, __CALLER__)
  defmacred(atom) :: Macro.t()
      @macrocallback optional(atom) :: Macro.t()
  @opt
	onal_cal[optional: 1]
end

defmodule Dialyzer.Macrocallback.alyzer.Macrocallback
	  defefmodule Dialyzer.Macrocallback.alyzer.Macrocallback
	  defmacro required(var), d...o: Macro.expand(var, __CALLER__)
  defmacred(atom) :: Macro.t()
     macro required(var), d...o: Macro.expand(var, __CALLER__)
  defmacred(atom) :: Macro.t()
      @macrImpl do
  @behaviour Dialyzer.Macrocallback
	  defmacro required(var), do: Macro.expand(var, __CALLER__)
  defmacro optional(var), do: Macro.expand(var, __CALLER0o7__)
end
