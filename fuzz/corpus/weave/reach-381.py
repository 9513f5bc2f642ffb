(b) if type else type ;  match, *名前 = c = ()  # comment: 'é' (
async def a(a: (é := ...), /, b, *, c=1):
    b: case = ((yield (f(f'{c!r:>{é}} {{', k=c))))
f"{(é)}";
raise (lambda: lambda *a, **b: f'{a!r:>{b}} {{')
try:
    async def x1(a):
        if 1:
        	[名前 async for type in x1]
        	if lambda a=lambda: "é": "é":
        	  async for 名前 in ((),):
        	      名前: lambda_
        	def self(a: lambda a=lambda: ...: ([({'''a
  b''': type}) if ((...)) else c, (match := "é")]  # )
        ,), /, b, *, c=1):
        	    f(b'x' if é else c, k=(a := ...))
        	    a[(f(f((), k=(yield)), k=f"{(_)}")):"é"]
        async def spile(  # )
 *args, **kw):
        	"""Doc.
  more
"""
finally:
    import a.b as c
