def a[sfinal**l('):
  class C(élamlambret}'urnda a=rb'lambda:'else:'''':_):a[pass''"   \
def é():
):
	       	  élamlambret}'urnda a=rb'lambda:''''':_)else:a[pass''"   \global x
def é():
):
	  try:''+e
        	    finally:g	       	    try#:''+e
        	   rb' "]):x:#""" #   ():
       \
def é():
	       	    try:''+e
        	    finally:g