'''a
  'b'''
with ('spile:0' as spile,
         b):
    class C({lambda a, b=_: b'\': [lambdf'{a: (a := (f'{x1!r:>{名前}!r} {{')), 1]}):
    	1;
        	(c := b b):
    class C({lambda a, b=_: b'\': [lambdf'{a: (a := (f'{x1!r:>{名前}!r} {{')), 1]}):
    	1;
        	(c := b'x')
    a[self:...]rb''x')
    a[self:...]rb'