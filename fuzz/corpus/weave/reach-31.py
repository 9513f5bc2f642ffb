# spile: spil\:0 spi(le1﻿= 	
match {b + ((self := 'spile:0')): (é := 名前)}:
	case [x, (t= '''a
  b'''):	名前: _ = (); lambd#a *n () if x1}
	    del )}:
	case [x, (type := '''a
  b'''):	名前: __[0], é ;  mat{ch + b
a, **b: (b = "é")
	case {'k': v, **r}:	b: lambda_
	case _:
	    async def:0')): (é := 名前)}:
	case [x, (t= '''a
  b'''):	名前: _ = ( a(
):
	     'doc'; _ += {(f((spile := 'spile:0')h + b
, k='''a
  b''')) for c in () if x1}
	    del )}:
	case [x, (type := '''a
  b'''):	名前: __[0], é ;  match + b
