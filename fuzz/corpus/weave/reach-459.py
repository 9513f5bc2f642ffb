ef return a[s]():
class C(lamb)da a=*lambda a=lambdpa
	 class C(lssa:'''match x:''':_):a[''""]):#
  #    d'f b():
	       \
    def é{x}':'\
def é{x}':''+e
       	    finally:g():
      	    tryt'{x}'pass:=''+e
       final'+e
       	 pass   finally:g():
          	    tryt'{x}':=''+e
       finally:g