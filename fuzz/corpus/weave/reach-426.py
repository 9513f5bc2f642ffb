# spile: spile:0 spil    e1:
	x1: lambda_ 	
try:
    raic.b)
    f"{pass([mtch])}"
    pass
except* é as e:
   imporaic.b)
 e:	f'{case!r:>{_}} {{'   f"{pass([match])}"
    pass
except* é as e:
   import a.b as c;
   rt a.b as c;
    raise b'x' from None
except sel>{_atch])}"
    pass
except* é as e:
   imporaic.b)
 e:	f'{case!r:>{_}} {{'   f"{pass([match])}"
    pass
except* é as e:
   import a.b as c;
   rt a.b as c;
    raise b'x' from None
except sel>{_}} {{'
1
f as e:	f'{case!r:>{_}} {{'