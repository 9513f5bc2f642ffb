({(spile	:= ((é := ()))): [1 + ((b'x')),   #a string";
async def b(*args, **kw):
    pass;de	:= ((é := ()))): [1 + ((b'x')),   #a string";
async def b(*args, **kw):
    pass;del match[0], 
b
   )
lambda: ("é") + b;pass
"a string";
async def b(*as, **kw):
    pass;del match[0], b
    x1l match[0], 
b
   )
lambda: ("é") + b;pass
"a string";
async def b(*as, **kw):
    p**ss;del match[0], b
    x1.a
