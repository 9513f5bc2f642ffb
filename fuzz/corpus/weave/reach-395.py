match f(([(spile := ()),   # )
 (x1 := (f+ '''a
  b''')): raise 'spile:0' from None
((), k=_)))],), k=({(lambda *a, **b: [btry:,   # )
         x1]) for _ in é if\(lambda ty0 in b'spile:0'e: ())}) + self):
    case (1 | 2) as n if f(((c	:= ())), k=(b := 'spile:0')):
    	f(lambda mat[ch: (x1 := 1), k=(type := ((type	:= b'x')))    	with '''a
  b''' as match, ((aise 'spile:0' from None
)):global g; mrom None
)):global g; match += 1 if b'x' else 1
with (lambda * type iatch += 1 if b'x' else 1
with (lambda * type if ((c := (spile)') else (self + '''a
  b''')): raise 'spile:0' from None
