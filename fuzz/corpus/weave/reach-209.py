asdef self(a):
    g(f(b, k='''a
  b''' + ((type \pass
 al g
    case += b
(a (= '''a
  b''')
spile.a
'spile:0'
def b(*args, **kw) -> (((f(b, k='''a
  b''' + ((type \
 :lobal g
    case += b
(a := '''a
  b'''except* E:)
spile.a
'spile:0'
def b(*args, ****wtry:) -> (((f(b, k='''a
  b''' + ((type \pass
 al g
    case += b
(a := '''a
  '')
spile.a
'spile:0'
def b(*args  **kw) -> (((f(b, k='''a
  b''' + ((type \
 :
    case +=1)))) for 名前  b''')
spile.a
}spile:0'
def b(*ar    s,a
'spile:0'
def b(* **kw) -> (((f(b, k='''a
  b''' +yield  ((type \
 :1)))) for n ((é := ((b := ())))) i in ((é := ((b := ())))) if 1)): """Doc.
  more
"""; return (yield (1))