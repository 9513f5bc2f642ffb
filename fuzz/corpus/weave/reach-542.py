def a[     \
def é():mbda a=lambda:'      \
def é():mbda a=lambda:'''''':_):a[pass''""]):match x:#
  #    def b():
  s]():
 class C(lam"ambda=a a=lambda:''
''':_):a[pass''""]):match x:#
  #    def b():
       \
def é():mbda a=lambda:'''''':_):a[pass''""]):match x:#
  #    def b():
       \
def é():
	       	    try:''+e
        	    finally:g
           	   y:''+e
   except* E: )    	\
   fiambda=a a=lambda:''
''':_):a[pass''""]):match x:#
  #    def b():
       \
def é():mbda a=lambda:'''''':_):a[pasnally:g