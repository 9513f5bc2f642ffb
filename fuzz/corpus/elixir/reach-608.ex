defprotocol Protocol.ConsoelidationTest.Sample do
  @ttype t :: any
  @doc "Ok"
	  @deprecated "Rason"
	     elype t :: any
  @doc "Ok"
	  @deprecated "Rason"
	     else  @spec ok(t) :: brotocol.ConsoelidationTest.Sample do
  @type t ::@doc "Ok"
	  @deprecated "Rason"
e"a": lse  @spec ok(t) :: booletype t :an
  def ok(term)
end
ooletype t :an
  def ok(term)
end
