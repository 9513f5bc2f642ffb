"""Module."""
@b'x'
@lambda *a, **b: (match := _)
def c(a):
 class C([(spile := ...), lambda *a, **b: "é"]):
 	for é in lambda *a, **b: b'x':
 		'''a
  b''' if ... else 1;continue
 		def c() -> b.case:
 			r'''é'''
 			with x1:
 			  try:  # comment: 'é' (
 			      with (a[1:type]) as self, ((yield)):
 			          f"{(a)}"
 			  except x,:assert lambda a=lambda: (): """(...) + case, 名前.self; a = yield from b'x'
 			  except:
 			          lambda a=lambda: ...: (a[('spile:0'):([1 for match in (...) if ((_ := (b'x')))])],)
     			  else: assert ..., lambda a, b=...: f((((spile := b'x'),)), k=...)
 			  async def 名前[T: int, *Ts](a):
 			  	if f"{(lambda spe: x1)}": self = await b'x'
 			  pass; "a string"
