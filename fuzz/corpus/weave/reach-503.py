lyield ambd'a ***a, **bf.b)
raise
0.b)
raise
le:0': selelf.b)
@@x
x
eld else:mbd'a ***a, **bf.b)
raise
0 in b'spile:0': selelf.b)
@x
raise
f.b)
raise
raise
f.b)
rai in b'spi0': selelf.b)
@x
eld ambd'a ***a, **bf.b)
raise
0 in b'spile:0': selelf.b)
@x
raise
f.b)
raise
raise
f.b)
raise
le:0': selelf.b)
@x
eld ambd'a ***a, **bf.b)
raise
0 in b'spile:0': selelf.b)
@x
raise
f.b)
raise
raise
f.b)
raise
