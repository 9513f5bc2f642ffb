aspile:0'
def b(*arspile:s, ****w) -> (((f(b, k='''a
  b''' + ((type \pas->
 al g
    sync def self(a):
    global g
    case += b
(a := '''a
  b'''except* E:)
spile.a
'spile:0'
def b(*args, ****w) -> (((f(b, k='''a
  b''' + ((type \pass   casern)))) for 名前  b''')
spile.a
}spile:0'
def b(*args, **kw) -> (((f(b, k='''a
  b''ile:0'
def b(*args, **kw) -> (((f(b, k='''a
  b''' + ((type \
 :1)))) for 名前 in ((é := ((b := ())))) i in ((é := ((b := ())))) if 1)): """Doc.
  mor += b
(a := '''a
  b''')' + ((type \
 :1)))) for 名前 in ((é := ((b := ())))) i in ((é := ((b := ())))) if 1)): """Doc.
  mor += b
(a := '''a
  b''')
spile.a
'spile:0'
def b(*args, **kw) -> (((f(b, k='''a
  b''' + ((type \
 :
    case +=return)))) for 名前  b''')
sp(a := '''a
  b''')
spile.a
'spile:0'
def b(*args, **kw)ile.a
}spile:0'
def b(*args, **kw) -> (((f(b, k='''a
  b''' + ((type \
 :1)))) for 名前 in ((é := ((b := ())))) i in ((é := ((b := ())))) if 1)): """Doc.
  more
"""; return (yield (1))