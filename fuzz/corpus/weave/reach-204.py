"""Module."""
(self := é)
def c():
    class C((é := ((self := spile)))):
        async def c(a):
            global g 	
            def case(a):
             def b(): yield
             for _ in (yield from '''a
  b'''):
               async def x1(a: f"{([é])}", /, b, *, c=1):
               	for type in 1:
               		f'{spile!r:>{b}} {{'
        for b in lambda: '''a
  b''':
            async def é(a): 'a' \
  'b'
        def a(a):
        	f"{(yield_)}"
        	f'{b!r:>{match}} {{';é += '''a
  b''' if ("é") else b'x'