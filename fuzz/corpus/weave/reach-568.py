"""Module."""
for match in =f'{é!r:>{case}} {{':
	for c in (a := (a['spile:0':'spile:0'])): raise
	{self: (1 for match in ... if (1))}
	def x1():
	    global g
    
	    @"é" + '''a
  b'''
	    def _(a):
	            "a string"
	            class C((match := b)):
	            	(match := a)
	            	async def case(a):
	            	    global g
 	            	    try: yield 	
	            	    except a as e: ((case := "é")); assert é.case, ()
	            	    else: f"{(lambda x1: case)}"
	            	((sp     	((spile := type)) if match else (b'x')  # comment: 'é' (
raise b'x' ;  import a.b as cile := type)) if match else (b'x')  # comment: 'é' (
raise b'x' ;  import a.b as c;(b := ())
