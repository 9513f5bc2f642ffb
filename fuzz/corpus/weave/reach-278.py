t'{x}'def a[s]('):
	 class C(lamlambda a=lambda:'mbda a=lambda:'''''':_):a'''',:_):a@x
pass''""]):match x:#
 #def f():    else: d@x
f b():
       \
def é(":
 break   	fexcept* E:'''{x    try!r
      excef'''{* E:	    finry!r
      excef'''{* E:	    finally:gally:g