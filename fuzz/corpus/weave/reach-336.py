async def b(a: (case := '''a
 @x
 b'''), /, b, *, c=1): raise ([名前 + "é", b'x'])
é; match: x1 = (sel"f)
def except* E:type(a
 ['''a
  b'''spile:0'], /, b, *, c=1) -> a[((spile := ())):({(é := ...): [b'x',   # )
 a[b'x':b'x']]}) type = yield (type + "é")x',   , (()); yield
