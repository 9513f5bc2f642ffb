def b(  # )
 *args, **kw):
    def 名前(a, b=lambda a, b=x1:	a[():...]):  # comment: 'é' (
    	"""Doc.
  more
"""
        # far
    	async def case(*args, **kw):type: type = (b'except* E:x')  # commbreaknt: 'é' (
    	class C((lambda a, b='spile:0': 名前 if ({(match := "é"): match if (b'x') else 'spile:0'}) else "é")):
    	        match ():
    	        	case (1 | 2) as n: c: c = "é"; raise (()) from N,one
    	        	case (1 | 2) as n if (c := (b'x' if x1 else (((self := x1))))):
    	        	    self: c = (lambda type: ((名前  := ({(f'{名前!r:>{名前}} {{') for b in b'x' if '''a
  b'''}))) if ("é") else b'x')
    	        	case (x):	case.x1; raise
    spile; "a string"
