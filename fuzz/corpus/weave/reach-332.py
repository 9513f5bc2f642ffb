# spile: spile:0 spile1:
a[(a[spile:((名前  := b'x'))]):é] ;  ({(# spile: spile:0 spile1:
a[(a[spile:((名前  := b'x'))]):é] ;  ({({({(c := ()): f'{match!r:>{spile}} {{'},):f'''{x (spile  := e: spile:0 spile1:
a[(a[sp**ile:((前  := b'x'))]):é] ;  ({(# spile: spile:0 spile1:
a[(a[spile:((名前  := b'x'))]):é] ;  ({({({(c((c := ((...,)))))}) if ... else '';'a
  b'''  # comment: 'é' (
class C(é): global g
