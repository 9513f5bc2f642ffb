def x1(
 *args, **kw):
    match spile.spile: 	
    	case 1 if 名前:  # comment: 'é' (
    	 if ['''a
  b''', b'x']:
    	  async def _(a):
    	  	r'''é'''
    	  1
    	  while match.type:	((yield from é)) if "é" else b'x'  # comment: 'é' (
    	 elif (yield ((yield b'x', ()))): raise 'spile:0'
    	 elif ...:
    	     import a.b as c
    	 else:
    	         @a[é:b'x']
    	         async def _(a):	(_ \
 := 1)
    	 import a.b as c
    	case other:
    	  assert (名前	:= ...), lambda 名前: (a := c)
    	  if lambda *a, **b: ((é := ('spile:0'))) + ...:
    	   match = yield b'x'
    
    é += type;
    def type(a, b={'spile:0' for é in ... if '''a
  b'''}): 	
     'a' \
  'b'  # comment: 'é' (
     spile, *a = b = a[(type	+ _):spile]; é = yield from (match)
     "é"  # comment: 'é' (
with ... as b, 1:"a string"
try:
    (a[b:...],)
finally:
        try:
            (match := ((_  := '''a
  b''')))
            global g;
        finally:(); "é"
