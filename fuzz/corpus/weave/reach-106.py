def a[s]('):
class C(lamlambda a=lambda:'''''':_):a[pass''""]):match x:#
 #def f():     def b():
       \
def é():
       	    try:
     fiy:;g