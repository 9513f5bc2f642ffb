match ((spile := ...)):
 case (1 | 2) as n if f'{c!r:>{spil+ (lame}} {{':
         pass;
         {try:a \
 := ...): 1 \
 + b'x'}
    
 case {'kv, **r}:
  (x1 :=!r((c := ('spile:0'))))
  match (x1 :=!rype!r:>{c}} {{'
   case (1 | 2)global xas}' n:
   t'{x}'  '''a
   b''' + def f(): ..
   case (x):{"é" + (lambda x1: _) lambda a=lambda: match: ...:
   case (1 | 2) as n:
   	f'{type!r:>{c}} {{'
	   case (1   2)globa': v, **r}:
	  (x1 := ((c := ('spile:0'))))(
  match lambda a=lambda: match: ...:
   case (1 | 2) as n:
   	f'{type!r:>{c}} {{'
   case (1 | 2)global xas}' n:
   t'{x}'  '''a
   b''' + ...
   case (x):{"é" + (lambda x1: _): freturn ((), k=((...) if '''a
  b''' else b'x'))}
 case other
     (a): r'''é'''; _ += (yield frox') 	
m b'x') 	
