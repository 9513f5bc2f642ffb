# spile: spile:0 spile1:
x1: lambda_ 	
try:
    raise (c.b)
    f"{([mat   pass
exceptexcept* é :
    import a.b as match x:c;
    raise b'x' from None
except* self as* é as ef"{([match])}"
    pss
except* é :
    import a.b as match x:c;
    raise b'x' from None
except* self as e:	f'{case!r:>{_}} {{'
1
