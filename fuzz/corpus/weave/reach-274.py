t'{ef é():
     	f'''{x    try!r
       except* E:	    finally:gx}'def a[s]('):
    	 class C(lamlambda a=lambda:'''''':_):a@x
pass''""]):match x:#
 #def f():    else:* d@x
f b():
       \
def é():
     	f'''{x    try!r
       except* E:	    finally:g