        def a[s]	 class C(lamlambda a=lambda:'''''':case _:):a[pass''""]):mally:gatch x:#
 #def f():     def b()  \
def é():
        f"inally:g     	    try:
      	    finally:g