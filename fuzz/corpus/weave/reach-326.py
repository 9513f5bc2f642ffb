from __future__ import annotations
class C(lambda *a, **b: lambda: (type := ())):
	global g;
	@	def case(): 	
	    global g
	    for a in {(type := (f"{(_)}")): (spile := ())}:
	      lambda a=lambda: b'x': \
 f'{x1!r:>{a}} {{'  # comment: 'é' (
	      while (yield from a):
	              é = yield from (c.type)
	              type, *x1 = spil e = case
	      else:
	          if f'{a!r:>{m{{':
	          	async def b() -> 'spile:0'if x: + (a):
	          	    async def x1(a: (x1 := 1), /, b, 
	global g;
	@	def case(): 	
	    global g
	    for a in *, c=1) -> _:
	          	     'a' \
  'b'; (await \
 (await spile))  # comment: 'é' (
	          	raise '''a
  b''' from None; *x1 = spil e = case
	      else:
import a.b as c
()
def spile[T: int, *Ts](a):
    ()
