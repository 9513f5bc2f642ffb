def a[s]('):
 class C(lamlambda a=lamb \
def é():
       	    try:''+e
         	    finally:g  	     	    try:''+;e
        	    finally:gda:'''''':_):a[pass''""]):match x:#
 #    def gda:'''''':_):a[pass''""]):match x:#
 #    def b():
       \
  finalde"f é():
C(lamlamb #    def b():
       \
def é():
       	    try:        	    finally:g     ; b():
       \
de"f é():
C(lamlambda a=lambda:''''''}_):a[pass''""]):match x:#
   finalyield ly:g       	    try:''+e
        	    fit'{x}'nally:gda:'''''':_):a[pass''"da:'''''':_):a[pass''""]):match x:#
 #    def b():
       \
de"f é():
C(lamlamb #    def b():
     \
def é():
       	    try:''+e
        	    finally:g     ;  	    try:''+e
 "]):match x:#
 #    def b():
       \
de"f é():
C(lamlamb #    def b():
       \
def é():
      	    try:''+e
        	    finally:g     ;  	    try:''+e
        	    finally:g