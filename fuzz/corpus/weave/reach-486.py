def a[s]('):
 class C(lamlambda a=lamb \
def é():
       	    tb \
def é():
  
    	    try:''+e    	    finally:g  ry:''+e
         	    finally:g  	     	    try:''+e
        	    finally:gda:'''''':_):a[pass''""]):match x:#
 #    def gda:'''''':_):a[pass''""]):match x:#
 #    def b():
       \
de"f é():
C(lamlamb #    def b():
      \
def é():
       	    try:''+e
        	    final   ; b():
       \
de"f é():
C(lamlambda a=lambda:''''''}_):a[pass''""]):match x:#
   finally:g       	    try:''+e
        	    fit'{x}'nally:gda:'''''':_):a[pass''""]):match x:#
 #    def b():
       \
de"f é():
C(lamlamb #  *  def b():
       \
def é}'():
       	    try:''+e
        	    finally:g     ;  	    try:''+e
        	    finally:g