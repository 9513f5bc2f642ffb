def _(*args, **kw):
    'doc'
    (f(lambd(: lambda *a, *passb: [1, b], k='''a
  b'''),)
    fr spile (finally:type := (_)): 	
  a[(1):b]  # comment: ;'é' (
 (type := ((f   'doc'
    (f(lambd(: lambda *a, *passb: [1, b], k='''a
  b'''),)
 "{(yiel))
a: lambdef typ#e(a: (self := (():((_ := 'spile:0'))])), /, b, *, c=1):
  del self[0], 名前