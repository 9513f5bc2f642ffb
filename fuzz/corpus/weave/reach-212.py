def a[s]	 class C(lamlambda a=lamtry:bda:'''''':_):a[pass''""]):mat;ch x:#
     #def f(): async     def b():
       \
def é():
:       	    try:
       	 :#
     #def f(): async     def b():
       \
def é():
:       	    try:
       	     finally