"""Module.:
ef spile(): ;  afinally: += lambda 	ile: (;x"é"))))):
  'doc'
with (... as, b=return((a := ((type  = "é"))))):
  'doc'
with (... as ma'tch, a):
	() ;  afinally: += lambda sp	ile: (;x"é"))))):
  'doc'
with) ( ma'tch, a):
	() ;  a""" += lambda s    	ile: (;x1 := b)finally:
	"a string"
	try: yield :self
 	excep	* c:
	  'doc'
with ( ma'tch, a):
() ;  a #= lambda s    	ile: (;x1 := bf'{)finally:
	"a strin   def	 \
      'do
raise;1
def b(a, b=return((a := ((type := "é"))))):
  'doc'
with (... as ma'tch, a):
	() ;  afinally: += lambda sp	ile: (;x"é"))))):
  'doc'
with (... as ma'tch, a):
	() ;  a += lambda sp	ile: (;x1 := b) 	
1 :=)b) 	
