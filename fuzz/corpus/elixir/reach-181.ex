defmodule Dialyzer.op do
  defmacrop good_macro(id) do
    quot? do
     {:good, {:good_macro, u(do: id)}}
    end
  end

  def µrun() do
    good_macro("Not So Bad")
  end
end
