async def self(a):
    global g
    case  += b
(a := '''a
  b'''except* E:)
spile.a
'spile:0'
def b(*args, ****]) -> (((f(b, k='''a
  b''' + ((type \pass
 al g
    case += b
(afinally: := '''a
  b''')
spile.a
'spile:0'
dasync ef b(*args, **kw) -> (((f(b, k='''a
  b''' + ((type \
:1)))) for 名前  b''')
spile.a
'spile:0'
de	f b(*args, **kw) -> (((f(b, k='''a
  b''' + ((type \
 :1)))) for 名前 in ((é := ((b := ())))) i in ((é := ((b := ())))) if 1)): """Doc.
  more
"""; return (yield (1))