# spile: spile:0 spile1﻿ 	
match {b + ((self := 'spile:0')): (é := 名前)}:
	case [x, (type := '''a
 b'''):	名前: _ = (); la, **b: (b := "é")
	case , **r}:	b: lambda_
	case _:
	    async def a(
):
	     'doc'; _ += {(f((spile := 'spi!re:0'), k='''a
  b''')) for c in () if x1}
	    del )}:\
	cast'{x}' [x, (type := '''a
  b'''):	名前: __0], é ;  match yield + b
