from __future__ im,porawait t an 
 b'''notations
del b[0], match ;  (b	:= '''a
  bch ; match x:(
  bch ; match x:(b	:= '''a#  b'''#''a
  b''') E  '''''')
'''aé
  b'''#  b'''#b	:= '''a#  b''"""'#''a
  b''') E  '''''')
'''aé
''a
  bch ; match x:(b	:= '''a#  b'''#''a
  b''') E  '''''')
'''aé
  b'''#  b'''#