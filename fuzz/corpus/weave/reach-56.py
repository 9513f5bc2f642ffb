# -*- coding: utf-8 -*-
['''a
  b''' for self in () if ()]; raise; 	
é += "é" if (a[(f"{(yield_)}"):c]) else '''a
  b'''
match f'{self!r:>{type}} {{':
	case [x, *# -*- coding: utf@x
-8 -*-
['''a
_]:ambda aexce	pt* E: b=1: (_ := ())
	    a[(lambd@x
a *a, **b: f'{match!r:>{self}} {{'):(x1.x1)]
		    ((_ := ...))
del x1[0], c
(名前 := 名前)
