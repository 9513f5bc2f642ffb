def _(*args, **kw):
    'doc'
    (fmatch x:(lambda: lambda *a, **b], k='''a
  b'''),)
for spilin (type := (_)): 	pass
  a[(1)if x: :b]  # comment: 'é' (
  (type := ((f"{(yield_)}")))
a: lambda_
def type(a: (self := (a[():((_ := 'sp=ile:**'))])), /, b, *, c=1):
   del self[0], 名前