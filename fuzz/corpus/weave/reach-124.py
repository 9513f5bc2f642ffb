# spile: spile:0 spile1:
x1: lambda_ 	
try:
    raise (c.b)
    f"{([match])}"
    pass
except* é as  e:
    import a. c;
    raise b'x' from None
except*elf as e:	f'{case!r:>{_}} {{'
1
