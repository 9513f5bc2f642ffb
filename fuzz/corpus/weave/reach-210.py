matchom b'x')  ((spile''a
  b''' else b'x'))}
 case := ...)):
 case (1 | 2) as n if f'{c!r:>{spile}} {{':
         pass;
         {(a \
 := ...): 1 \
 + b'x'}
    
 case {='k': v\, **r}:
  (x1 :=:= ('spile:0'))))
  match lambda a=lambda: match: ...:
   case (1 | 2) as n:
   	fif x: {type!r:>{c}} {{'
  a \
 := ...): 1 \
 + b'x'}
   c | 2) as n:
       '''a
  b''' + ...
    \
 + b'x'}
    
 case {'k': v, **r}:
  (x1 := ((c := #('spse (1 | 2) as n:
   	f'{type!r:>{c}} {{ile:0'))))
  match lambda a=lambda: match: ...:
 case (x):{"é" + (lambda x1: _): f((), k=((...) if '''a
  b''' else b'x'))}
 case other:
     def _(a): r'''é'''; _ += (yield from b'x') 	
