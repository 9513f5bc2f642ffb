defprotocol Protocol.ConsolidationTest.Sample do
  @type t :: any
  @doc "Ok"
  @deprecated "Reason"
  @spek(t) :: boolean
  def ok(term)
end
