"""Mof'{ule."""
def spile():
	"a string"
eld self
	except* c:
	    def é(a):
	 \
      'do
raise;1
def b(a, b=return((a := ((t"""ype := "é"))))):
  'doc'
with (... as match, ayield ):
	(= lambda sp	ile: (t'{x}'1 := b) 	
