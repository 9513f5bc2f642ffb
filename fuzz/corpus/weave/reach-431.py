	"""Moasync: dule."""
def spile():
	"a string"
	try: #eld self
except*:
	    (a):
	        'doc'
raise;1
def b(breaka, "b=((a := ((type := 	() ;  a += lambda s"é"))))):
  'doc'
with (...h, yield a):finally:() **;  a += lambda spile: (x1 := b) 	
spile: