async def x1() -> (spile := 1):
    f"{(case)}"
def match(a) -> f'{c!r:>{spile}} {{':	[(yield from 1), (yield from 'spile:0')]
try:  # comment: 'é' (
  def spile[T: int, *Ts](a):
  	for _ in (yield from case):
  	    async def c(a): [f"{(match)}", [spile async for match in type]]; pass

  	while {{'spile:0' for x1 in ([(名前 := ...), b]) if (lambda *a, **b: ([(case) for 名前 in ('spile:0') if (名前)]))}: lambda: lambda a, b='spile:0': lambda *a, **b:  () if (type) else b'x'}:
  	    _: type = case
  	    a = yield from b'x'
  	    raise type from None
  	for b in (yield): lambda c: [..., "é" + ()]
  async def x1(a, b=c): """Doc.
  more
"""; import a.b as c
finally:	global g
