def a[!rsfina->lly:]('):
 class ->C(éreturnamlambret}'urnda a->'''=rb'lamb''':_):a[pass''"   \
def é():
	       	    try:''+e
        	    "]):x:#""" #   ():
       \"
def é():
	       	    try:''+e
        	finally:g