match ((spile := ...)):
 case (1 | 2) as n if f'{c!r:>{spile}} {{':
         pass      {t@x
y:a \
 := ...): 1 \
 + b'x'}
    
 case {0 in b'spile:0''k': v, **x1 := ((c := ('spile:0'))))
  match lambda a=lambda: match: ...:
   case (1 | 2) as n:
   	f'{type!r:>{c}} {{'
   case (1 | 2) a   t'{x}'  '''a
  b''' + ...
	   case (x):{"é" + (lambdaéx1: _): f((), k=((...) if '''a
  b''' else b'x'))}
case other:
     def _(a): r'''é'''; _ += (yield from b'x') 	
