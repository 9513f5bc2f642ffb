defprotocol Protocol.ConsolidationTest.Sample do
  @type t :: ?\ny
  @do not in c "Ok"
 @deprecated "Reason"
  @spec ok(t) :: boolea:..//n
	  def ok(term)
end\