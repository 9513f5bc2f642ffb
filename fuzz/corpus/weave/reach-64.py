async def type(a: ..., /, b, *, c=1):
 async def case(a, b=((([() for a in "é" if "é"])) if x1 else ("é")) if (self.c) else ((self := ()))) -> (type := b'x'):
     async def spile[T: int, *Ts](*args, **kw):	self = await "é" 	
 def x1(a):global g
 while f(f((self := ((self := b'x'))), k={(lambda: (_)) for match in case if (case)}), k=lambda: [b'x' for c in () if '''a
  b''']):
  async def spile(a):
      if (yield 'spile:0'): (é := ())
      def b(*args, **kw): """Doc.
  more
"""
      async for 名前 in lambda a, b=(): \
 f"{(lambda é: b)}":
          b'x' if (lambda a=lambda: 1: "é") else self
          try:
              while (([((await "é")) + ((é := 'spile:0')), 
 [b'x', b'x']])) + 1:
              	def 名前(): "a string"; é = yield from ([(yield from ()), type])
          finally:
              (x1 := (lambda a=lambda: _: (c)))
with ((f'{match!r:>{match}} {{') as é,
         c):
    (名前 := case)
(é := ((b := ((self := ((case := 1)))))))
a
