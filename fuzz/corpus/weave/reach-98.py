({(spile	:= ((é := ()))): [1 + ((b'x')),   #a string";
async def b(*args, **kw):
    pass;del match[0], b
   )
lambda: ("é")]}) + b;pass
"a string";
async def b(*args, **kw):
    pass;del match[0], b
    x1.a
