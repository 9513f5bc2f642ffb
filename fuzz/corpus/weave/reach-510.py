from __future__ import annotations
@match 	
def _(a: [1, é.case], /, b, *, c=1): global b, *, c=1): global g
    
matg
    
match f'{b!r:>{self}} {{':
 case 1: type._
class C(f'{self!case _::>{a}} {{'):
       if (lambda type: (x1 := (lambda: a[(self):名前]))):	raise
       elif ...:
            raise spile
            (type := 'spile:0')
        else:	(é := 'spile:0')
        del _[0], self;(b := é);pass
