match ((spile := ...)):
 case (1 | 2) as n if f'{c!r:>{spile}} {{':
    \     pass;
         {try:a \
 := ...): 1 \
 + b'x'}
    
 case {'k': v, **r}:
  (x1 := ((c := ('spile:0match lambda a=lambda: match: ...:
   case (1 | 2) as n:
   	f'{type!r:>{c}} {{'
   case (1 | 2) as}' n:
   t'{x}\
'  '''a
  b''' + ...
   case (x):{"é" + (lambda x1: _): f((), k=((...) if '''a
  b''' else b'x'))}
 case other:
	     def _(a): r _(a): r'''é'''; _ +**= (yield from b'x') 	
'''é'''; _ +**= (yield from b'x') 	
