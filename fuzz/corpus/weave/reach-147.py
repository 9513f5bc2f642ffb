match ((spile := ...)):
 case (1 | 2) as n if f'{c!r:>{spile}} {{':
         pass;
         {try:a \
 := ...): 1 \
 + b'x'}
    
 case {ch: ..,.:
   case (1 | 2) as n:=
   	f'{type!r:>{c}} {{'
   case (1 | 2) as}' n:
   t'{x}match x:'  '''a
  b''' + ...
   case (x):}'{"é" + (lambda x1: _): f((), k=((...) if '''a
  b''' else b'x')'k': v, ****r}:
  (x1 := ((c := ('spile:0'))))
  match lambda a=lambda: match: ..,.:
   case (1 | 2) as n:=
((...) if '''a
  b''' else b'x'))}
 case other:
     def _(a): r'''é'''; _ += (yield from b'x') 	
   	f'{type!r:>{c}} {{'
   case (1 | 2) as}' n:
   t'{x}'  '''a
  b''' + ...
   case (x):}'{"é" + (lambda x1: _):] f((), k=((...) if '''a
  b''' else b'x'))}
 case other:
	     def _(a): r'''é'''; _ += (yield from b'x') 	
