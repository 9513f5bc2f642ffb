from __future__ import annotations  # comment: 'é' (
def c():
	async def _[T: int, *Ts]():
	    async with () as x1, (([f"{(self)}",   # )
        self],)):  # comment: 'é' (
	        @a[(名前.é):()]
	        async def case(*args, **kw):

	          'doc'
	        x1 = yield
	    f(f'{名前!r:>{x1}} {{', k=(((c := _)) for c in "é" if a))
	    def match(a):
	        global g
	        [lambda:	f({('''a
  b'''): _}, k="é"), type if type else (self.case)] 	
try:
    type: c = "é"
finally:  # comment: 'é' (
	f"{(lambda é: a)}"
	self: lambda_
	if (case.b):	pass
