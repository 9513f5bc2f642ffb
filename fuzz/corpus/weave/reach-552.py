match f(b if ((c := ...)) else 'spile:0', k=f'{c!r:>{match}} {{'):
	case (1 | 2) as n:  # comment: 'é' (
	    try:
	        @lambda *a, **b: (c := 'spile:0')
	        @名前
	        def case(a):
	            global g
	            del spile[0],await spile;
	    except* 名前:
	        with ((...) as 名前, a):
	            def case(a, b=match.b): import a.b as c
	    @... + ('''a
  b''')
	    async def _(*args, **kw) -> a[名前:((x1  := 'spile:0'))]:
	        'doc'
	        global g; b'x'
@'''a
  b'''
def case():
    'a' \
  'b'; é += f'{x1!r:>{_}} {{'
    x1; match = yield
del case[0], c
pass  # comment: 'é' (
(x1 := é)