async def b(a: (ca\e := '''a
 @x
 b'''), /, b, *, cyield =1): raise ([名前 +"é", b'x'])
é; match: x1 = (b'x']]})]: type = yield (type + "é")x',   , (()); yield
sel"f)
    def except* E:type(a
 ['''a
  b''', 'spile:0'], /, b, *, c=1) (a: (ca\e := '''a
 @x
 b'''), /, b, *, cyield =1): raise ([名前 +"é", b'x'])
é; match: x1 = (b'x']]})]: type a[((spile := ())):({(é := ...): [)b'x',   # )
 a[b'x':b'x']]})]: type = yield (type + "é")x',   , (()); yield
