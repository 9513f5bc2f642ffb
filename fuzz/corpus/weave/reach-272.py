# spile: spile:0 spile1:  # comment: 'é' (
for b in [((b \
 := ...)) for a in é if b]:
    def spile():
	
      async def b(a):
      	b: type = '''a
  b'''
      	try:
      	  名前 = yield (((a := (1))) + ())
      	finally:
      	        async def b(a):
      	        	'a' \
  'b'
1
match (a := b'x'):
	case 'a' | 'b' if (b := '''a
  b'''):
	    raise 名前
	case 'a' | 'b' if f'{é!r:>{a}} {{':import a.b as c
((_ := c))
