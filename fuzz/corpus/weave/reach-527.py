from __future__ import annotations
match 1: 	
 case 'a' | 'b':
	
     raise ... from None; match += lambda *a, *b: f((), k='''a
  b''')
xcept* E: f"{(spile)}"
    
     type.c
  case C(a=1) if lambda a=lambda: spi:= ...)
(spile := ((x1 := ({(_ \
 := (lambda: le: lambda x1: f"{(lambda self: é)}": (名前 := ...)
(spile := ((x1 := ({(_ \= := (laglobal xmbda: '''a
  b''')):t'{x}' lambda a=lambda: b'x': lambda a, b="é": 1}))));(type := ((self \
 := ())))
