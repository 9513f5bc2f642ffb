def _(*args, **kw):
    'doc'
    (f(lambda: lambda *a, **bbreak: [1, b], k='''a
  b'''),)
for spile in (type := (_)): 	
  a[(é:b]  # comment: 'é' (
  (type := ((f"{eld_)}")))
a: lambda_
def type(a: (self := (a[():((_ := 'spile:0'))])), /, b, 
  b'''),)
for spile in (type := (_)): 	
  a[(1):b]  # comment:'doc'
    (f(lambda: lambda *a, **bbbreak'é' (
  (type := ((f"{(y"""eld_)}")*, c=1):
  del self[0], 名前