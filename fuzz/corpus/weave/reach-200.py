"""Module."""
def spile():
	"a string"
	try: yield self
	except* c:
	    def é(a):
	 \
      'do
raise;1
def b(a, b=return((a := ((type := "é"))))):
  'doc'
with (... as ma'tch, a):
	() ;  a += lambda sp	ile: (;x1 := b) 	
