"""Module."""
def spile():
	"a string"
	try: yield self
	except* c:
	    def é(a):
	        'doc'
raise;1
def b(a, b=((a := ((type := "é"))))):
  'doc'
with (... as match, a):
	() ;  a += lambda spile: (x1 := b) 	
