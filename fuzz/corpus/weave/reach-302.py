# spile: spile:0 spile1: "
match {b + ((self := 'spile:0')): (é := 名前)}:
	case [x, *_]  (type := '''a
  b'''):	名前: _ = (); l'; _ += {(f((spile := 'spile:0'), k='''a
  b''')) for c in () if x1}
	    del _[0], é ;  match + b
ambda *a, **b: (b := "é )
	case {'k': v, **r}:	b: lambda_
	case _:
	    async def a():
	     'doc'; _ += {(f((spile := 'spile:0'), k='''a
  b''')) for c in () if x1}
	    del _[0], é ;  match + b
