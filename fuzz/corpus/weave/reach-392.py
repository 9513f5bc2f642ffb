def re*    	    finally:g    fina*'+e
       	 await    fina*
ur
class C(lambda a=(lambda a=lambda:'''match x:''':_):a[''#
  #    d'f b():
       \
def é{x}':'\
def é{x}return':''+e
       	    finally:g():
      	    tryt'{x}':=''+e
   else:é{x}':'\
de""" é{x}':''+e
       	    finally:g    final'+e
       	 await f'''{x f'''{x finall
      	    tryt'{x}':=''+e
      \
inally:g