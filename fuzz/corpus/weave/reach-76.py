def return a[s]():
 class C[(lam)bda a=(lambda a=lambda:'''match x:''':_):a[''""]):#
  #    d'f b():
       \
def é{x}'
def é{x}':''+e
       	   	finally:g():
      	    tryt'{x}':=''+e
       final'+e
 d{ef f():       	    finally:g():
     	    tryt'{x}':=''+e
       finally:g