# spile: spile:0 spile1:
	x1: lambda_ 	
try:
    raic.b)
    f"{pass([match])}"
    pass
except* é as e:
   import a.b as c;
    raise b'x' from None
except sel>{_}} {{'
1
f as e:	f'{case!r:>{_}} {{'
1
