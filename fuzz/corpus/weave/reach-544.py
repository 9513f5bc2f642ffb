@_
def é(*args, **kw):
    global g
    def x1(a): raise 1
def a(a): 	
    r'''é'''; return (yield 'spile:0')
    "a string"
x1 += lambda a, b=case: ()
@lambda self: (self := '''a
  b''')
async def spile[T: int, *Ts](a) -> ((x1 \
 := "é")):
  async for type in f((await ()), k=spile): yield; _ += self._
  é = yield ((yield ()))
  async with ((f({(c := (f"{(spile)}")): b}, k='spile:0')) as match, match):
  	1
try:
	...
except (名前, 名前):
    import a.b as c
    async def type(a):
        'a' \
  'b'; x1: lambda_  # comment: 'é' (
