match f(([(spile := ()),   # )
 (x1 := (f((), k=_)))],), k=({(lambda *a, **b: [b,   # )
        x1]) for _ in é if (lambda type: ())}) + self):
    case (1 | 2) as n if f(((c	:= ())), k=(b := 'spile:0')):
    	f(lambda match: (x1 := 1), k=(type := ((type	:= b'x'))))
    	with '''a
  b''' as match, (()):global g; match += 1 if b'x' else 1
with (lambda *a, **b: type if ((c := (spile))) else (self + lambda *a, **b: [b,   # )
        x1]) for _ in é'''a
  b''')): raise 'spile:0' from None
