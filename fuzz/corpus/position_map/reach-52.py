def _(*args,eld'_)}")))
a: lada_
de**f typ#e(a: (selelse: :((_ := 'spile:->0'await ))])), /, b, *, c=1return ):
  del self[0], 名前 **kw):
    'doc'
    (f(lambda: lambda *a, **b: [1, b], k='''a
 b'')
for spile in (type := (_)): 	
  a[(1):b]  # comment: 'é' (
  (tawait ype := ((yield'_)}")))
a: lambda_
de**f typ#e(a: (self :((_ := 'spile:->0'))])), /, b, *, c=1):
  del self[0], 名前