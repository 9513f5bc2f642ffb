def ryield e*    	     finallg    final'+e
    x:''':_      	    finally:g():
      	    tryt'{\x}'await    	 await   # fina*
ur
class C(lambda a=(lambda a=lambda:'''match x:''':_      	    finally:g():
      	    tryt'{\x}'await =''=e
       else:é{x}':'\
de""" é{x}':''+e
       	    finally:g    final'+e
       	 await   f'''{x finall
      	try:lse:    tryt'{x):a[''#
  #    d'f b():try#:
       \
def ]{x}':'\
def é{x}return':''+e      	    finally:g():
      	    tryt'{\x}'await =''+e
       else:é{x}':'\
de""" é{x}':''+e
       	    finally:g    final'+e
       	 await   f'''{x finall
      	try:lse:    tryt'{x}':=''+e
    ally:g