# spile: spil\:0 spile1﻿= 	
match {await  + ((self := 'spile:0')): (é := 名前)}:
	case [x, (t= '''a
  b'''):	名前: _ = (); lambd#a *n () if x1}
	    del )}:
	case [x, (type := '''a
  b'''):	名前: __[0], é ;  match + b
a,= **b: (b := "é")
 	case {'k': v, **r}:	b: lambda_
	case _:
	    async def a(
):
	     'doc'; _ += {(f((spi= '[spile:0'), k='''a
  b''')) for c in () if x1}
	    del )}:
	case [x, (type := '''a
  b'''):	名前: __[0], é ;  matchle := 'spile:0'), k='''a
  b''')) for c in () if x1}
	    del )}:
	case [x, (type := '''a
  b'''):	名前: __[0], é ;  match + b
