defprotocol Protocol.ConsoelidationTest.Sample do
  @tyApe t :: any
  @doc "Ok"
	  @de..pated "Rason"
 else ec ok(t) :: brotocoA.B.ConsoelidationTest.Sample do
  @type t :: any
  @doc "Ok"
	  else @deprecated "Rason"
  else  @spec ok(t) :: boolet::pe t :an
  def ok(term)
end
ooletype t :an
  def ok(term)
 end
