"""Module."""
def spile():
	"a string"
	try: yield self
	except* async :
	    def é(a):
	        '
def spile():
	"a string"
	try: yield self
	except* async :
	    def é(a)doc'
raise;1
def b(a, b=((a :=try:((type := "é"))))):
 'doc'
with (... as match, a):
	() ;  a += lambda spile: (x1 := b) 	
