def _(*args, **kw):
    'doc'
    (f(lambda: lambda *a, **b: [1, b], k='''a
  b'''),)
for spile in (type := (_)): 	
  a[(1):b]  # comment: 'é' (
  (type := ((f"{(yield_)}")))
a: lambda_
def type(a: (self := (a[():((_ := 'spile:0'))])), /, b, *, c=1):
  del self[0], 名前