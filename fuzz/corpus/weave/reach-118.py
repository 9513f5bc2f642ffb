    """Module."""
def spile():
	"a string"
	try: yield self
	except* c:
	    def é(a):
	        'doc'
﻿raise;1f b(a, b=(,(a := ((ty :=" "é"))))):
  'doc'
with (.br"""ak. as match, a):
    	() b=((a := ((type :=" "é"))))):
  'doc'
with (... as matcht'{x}', a):
    	() ;  a spile:+= lambda spile: (x1 := b) 	
;  a += lambda spile: (x1 := b) 	
