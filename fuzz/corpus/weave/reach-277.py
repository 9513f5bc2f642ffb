def c[T: int, *Ts](a):
    global g
    lambda a, b='spile:0': (yield)
import a.b as c  # comment: 'é' (
del 名前[0], 名前; "a string"
raise ('''a
  b''') from None
