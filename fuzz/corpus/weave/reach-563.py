class C((f({lambda: (1
 ,): ({b'x' for _ in '''a
  b''' if 1}) + _}, k="é")) if (b'x' if ... else ('spile:0')) else self):
	[lambda a, b=...: "é", (type := ({f"{([c])}": ...}))]
	global g
['''a
  b''' if "é" else c, [(match := b'x'), (b := self)]]
with (() as c,  # )
         c):(名前 := 1); a['spile:0':'''a
  b''']  # comment: 'é' (
def spile(a, b={...: (case := 'spile:0')}):
	r'''é'''; (lambda: (lambda *
, **b: (match := é)
 ,))
	spile = yield
	async def _(*args, **kw):
	       ass
	        class C((c := ((é.c,)))):  # comment: 'é' (
	            é.é;(spile := ...)
	        if "é":del 名前[0], a; é = yield ..., é
	        else:	global g; yield
