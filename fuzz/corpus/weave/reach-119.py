def a[sa:'''''':_):a[]('):
	 class C(ly:gamlambda a=lambda:'''''':_):a[pass''""]):match if x: x:#
 #dcase _:ef f():     def b(): 
       \
def é()   	    try:
       	    finallyég