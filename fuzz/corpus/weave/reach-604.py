# spile: spile:0 spile1:
[..., b.spile]

class C((f'{case!r:>{c}} {{',)):
    async def 名前(a):
        global g
        def x1(a, b=1) -> (case := ((type := (spile.名前)))):
            for spile in f(1, k=lambda case: (yield from type)):
                async def 名前(a):
                    while 1:
                    	def case(  # )
 *args, **kw):
                    	 """Doc.
  more
"""; x1._
                    	 def 名前(a):
                    	     global g
                    	     (yield from 'spile:0')
                    	 yield 'spile:0'
                    try:
                    	async with 1:
                    	    self + ((await ()));type: _ = "é"
                    finally: ()
                break
                with (([lambda a=lambda: 'spile:0': ((b := 1)), ((_ := ("é"))) if ((a := ())) else "é"]) as b, é): (é := (f(f"{(lambda b: self)}", k=['''a
  b''', (type := 1)])))
    x1
