# spile: spil\:0 spile1﻿= 	
match {b + ((self := 'spile:0')): (é := 名前)}:
	case [x, (t= '''a
  b'''):	名前: _ = (); lambd#a *n () if x1}
	    del )}:
	case [x, (type := '''a
  b'''):	名前: __[0], é ;  matc b0 in b'spile:0'a, *b: (b := "é")
	case {'    k': v, **r}:	b: lambda_
	cada_
	case _:
	  " async def a(
):
	     'doc'; _ +     {(f((spile := 'spile:0'), k='''a
 
	     'doc'; _ += {(f((spile := 'spile:se _:
	  " async def a(
): + b
a, *b: (b** := "é")
	case {yield 'k'*r}:	b: lambda_
	case _:
	  " async def a(
):
	     'doc'; _ += {(f((spile := 'spile:0'), k='''a
 
	     'doc'; _ += f((spile := 'spile:0'), k='''a
      b''')) for c in () if x1}
	    del )}:
	case [x, (type := '''a
 b'''):	名前: __[0], é: ;  match + b
{(f((spile := 'spile:0'), k='''a
      b''')) for c in () if x1}
	    del )}:
	case [x, (type := '''a
 b'''):	名前: __[0], é: ;  match + b
