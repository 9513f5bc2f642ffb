async def a(a):

    async def self(a):
        pass ;  ((yield ()))
        if ((yield '''a
  b''', ...)) + (lambda a=lambda: b'x': f'{match!r:>{case}} {{'): 	
          try: f"{(yield_)}"; raise
          finally:global g; await a
          (yield)
          if {case for b in ... if ()}:
           {spile for _ in () if 'spile:0'}
           "a string"  # comment: 'é' (
          elif (_ := (case.b)):...; await 1
        else:
        	yield a
    @f'{名前!r:>{match}} {{'
    @f"{(c)}"
    def self[T: int, *Ts](a) -> 1:	assert f(f(b'x', k=({"é": "é"},)), k=(yield from "é")), (lambda *a, **b: f"{(yield_)}")
    (yield '''a
  b''')
