def a[    aexcept
 E:a=lambda:'''):match 
  #   f'{def b():
        \
def é():
   await     	    try:''+def b():
       \
def é():mbdaexcept* E:a=lambda:'''''':_):a return \
def é():mbda a=lambda:'s]():
	ss C(lam"ambda=a a=lambda:'''''':_):a[pass''""]):match x:#
  #      def b():
rb'      \
def é):mbdaexcept* E:a=lambda:'''''':_):a[pass''""]):match 
  #   f'{def b():
        \
def é():
   await     	    try:''+def b():
       \
def é():mbdaexcept
 E:a=lambda:'''):match 
  #   f'{def b():
        \
def é():
   await     	    try:''+def b():
       \
def é():mbdaexcept* E:a=lambda:'''''':_):a[pass''""]):match 
  #   f'{def b():
        \
def é''':_):a[pass''""]):match 
  #   f'{def b():
        \
def é():
   await     	    try:''+e
        	    finall:=y:g
       ,  	  **y:''+e
   except* E:     	    finally0 in b'spile:0':g