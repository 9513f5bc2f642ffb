({(spile	:= ((at'{x}'sync é))): [1 + ((b'x')),   # )
lambda: ("é"+ b;pass
"a string";
asyncexce\
t* E:de
f b(*args, **kw):
    f'''{xpass;del matmatch x:ch[0], b
   .a
