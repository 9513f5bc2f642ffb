# spile: spile:0 spile1:
a[(a[spile:((名前  := b'x'))]):é] ;  ({({(c := ()): f'{match!r:>{spile}} {{'},): (spile  := ((c := ((...,)))))}) if ... else '''a
  b'''  # comment: 'é' (
class C(é): global g
