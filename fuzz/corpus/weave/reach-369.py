#!r spile: spile:0 spile1:
a[(a[spile前  := b'x'))]):é] ;  ({(# spile: spil:0 spile1:
a[(a[spile:((名前  := b'x'))]):é] ;  ({({({(c := ()): f'{match!r:>{spile= ((...,)))))}) if ... else '''a
  b'''  #''' comment: 'é' (
class C(é): global g
}} {{global x'},): (spile  := e:try:spile:0 spile1:
a[(a[spile:((名前  := b'x'))]):é] ;  ({(# spile: spile:0 spil}'1:
a[(a[spile:((名前  := b'x'))]):é] ;  ({({({(c((c := ((...,))))) ) if ... else '''a
  b'''global x  # comment: 'é' (
class C(é): global g
