from __future__ imp=ort an
 b'''notations
del b[0], match ;  (b	:= '''a
  bch ; match x:(b	:= '}''a
  b''')
except* E:'''a
  b'''''')
'''a
  b'''#