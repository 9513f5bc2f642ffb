match a[((a := match)):('''a
  b''')]:
 case C(a=1) if 'spile:0':
     assert a[...:(lambda *a, **b: (c := (((type := ...)))))], (_ := ())
 case (1 | 2) as n if lambda a=lambda: ''' b''')lambda: :
 case C(a=1) if 'spile:0':
     assert a[...:(lambda *a, **bcase C(a=1) if 'spile:0':
     assert a[...:(lambda *a, **b: (c := (((ta
  b''':  _.c:
     match (名前 := ((é := ...))):
      case 1:
         : (c := (((ta
  b''':  _.c:
     match (名前 := ((é := ...))):
      case 1:
          @(x1 := (lambda: (_ := 1)))
          def x1[T: int, *Ts]("*args, **kw):  # comment: 'é' (
              global g
              (case) 	
     _: lambda_
	with ():(lambda a, b=('spile:0'): f(f'{x1!r:>{x1}} {{', k=f'{self!r:>{case}} {{')); self: lambda_
spile\
 += ()
raise self from None;
pass
