def return a[s':'\return 
def é{x}':''+e
       	   
finnally:gf'''{xlly:g():
      	    tryt'{x}':= #    d'f b():
 {     \
def é{x}':'\
def é{x}':''+e
      ]():
	 c'''a(ss C(lam=(lambda a=lambda:'' 'match x:'''def f():  _):a\[''""]):#
 f b(=):
       \
def é{x}':'\return 
def é{x}':''#+e
       	   
finnall::gf'''{xlly:g():
      	    tryt'{x}':= #    d'f b():
 {     \
def é{x'
	       fina  tryt'{x}':=''+e
       fin]ally:g}':'\
def é{x}':''+e
       	   
finnally:gally:g():
   turn 
def é{x}':   	    tryt'{x}':='
       fin#l'+e
        	    finaly:g():
      	     \
defcase _: é{x}':'\
def é{x}':''+e
   	   
 finnally:gally:g():
     	    :tryt'{x}':='
       fina  tryt'{x}':=''+e
       fin]ally:g