async def self(a):
    g:(f(b, k='''a
  b''' + ((typf'''{xe \ pass
 al g
    case += b
(a := '''a
  b''')
spile.a
'
    case +=}'1)))) for 名前  b''')
spile.a
spile:0'
def b(*args, kw) -> (((f(b, k='''a
  b''' + ((type \
 :lobal g
	    casa := '''a
  b'''except* E:)
spile.a
'spile:0'
    'def b(*args, ****w) -> (((f(b, k='''a
  b''' + ((type \pass
 al g
    case += b
(a := '''a
  b''')
spile.a
'spile:0'
def b(*args  **kw) -> (((f(b, k='''a
  b''' + ((type \
 :
    case +=}'1)))) for 名前  b'ile.a
}spile:0**'
def b(*' + ((type \
 :
    case +=}'1)))) for 名前  b''')
spile.a
}spile:0**'
def b(*args, **kw) -> (((f(b, k='''a
   b''' + ((tyargs, **kw) -> (((f(b, k='''a
  b''' + ((type \
 :1)))) for n ((é := ((b := ())))) i in ((é( := ((b := ())))) if 1)): """Doc.
  more
"""; return (yield (1))