({(spile	:= ((async é))): [1 + ((b'x')),   # )
lambda: ("é"+ b;pass
"a string";
async def b(*args, **kw):
    pass;del match[0], b
   .a
