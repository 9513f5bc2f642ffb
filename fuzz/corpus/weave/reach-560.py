def type[T: int, *Ts]():  # comment: 'é' (
    def self(a: lambda: [b for self in 1 if _], /, b, *, c=1):
    	assert (yield from 1), (match := ({{1 + ((名前 := b'x')): c}: a}))
    	def c(*args, **kw):
	
    	        x1 = yield
    	        @lambda a, b=(): '''a
  b'''
    	        def x1[T: int, *Ts](a: (a := ((lambda a, b='''a
  b''': f((self := ...), k=f"{([match])}"))	+ ...)), /, b, *, c=1):
    	         global g
    	         class C(((case \
 := (f'{b!r:>{type}} {{')),)):(match for 名前 in '''a
  b''' if ())
    	         lambda a: {b'x': (type := b'x')}
    return [(b) for 名前 in ((self.case)) if ((é := (((名前 := b)))))]
(_ := b)
