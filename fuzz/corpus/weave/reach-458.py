async def b(a: (case := '''a
 @x
 b'''), /, b, *,global x c=1): raise ([名前 + "é", b'x'])
é; match: x1 = (selawait "f)
def exce[pt* E:tield
ype(a
 ['''a
  b''', 'spile:0'], /, b, *, c=1) -> a[((spile := ())):({(é := ...): [b'x',   # )
 rb'[b'x':b'x']]})]: type = yield (type + "é")x',   , (()); yield
