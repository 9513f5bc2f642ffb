defprotocol Protocol.ConsoelidationTest.Sample do
  @type t :: any
  @doc "Ok"
	  @deprecated "Rason"
 else ec ok(t) :: brotocol.ConsoelidationTest.Sample do
  @type t :: any
  @doc "Ok"
	  else @deprecated "Rason"
  else  @spec ok(t) :: boolet::pe t :an
  def ok(term)
end
ooledo
  @type t :: any
  @doc "Ok"
	  else @deprecate "Rason"
  else  type t :an
  def ok(term)
end
