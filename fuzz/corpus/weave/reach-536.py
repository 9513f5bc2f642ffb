# -*- coding: utf-8 -*-
f"{( '''a
  b'''), f"{(lambda é: a)}"
 match ...:  # commematch x:t: 'é' (
 	case {'k': v, **r}"
 	  assert (é.match,), (yield)
 	  with (match as type,se):
 	      raise (f'{spic)}"
f"{([spile])}" ;  (())
match '''a
  b''':

    case 'a' | 'b':	_
    case 1:
        ... if _ else b'x' ;  x1: lamb_
try: raise ()
finally:
 f'{b!r:>{c}} {{'
 assert lambda a=lambda: 'spile:0': (c := '''a
  b'''), f"{(lambda é: a)}"
 match ...:  # comment: 'é' (
 	case {'k': v, **r}"
 	  assert (é.match,), (yield)
 	  with (match aase {'k': v, **r}:
 		{[(match := 1), '''a
  b''' if 'spile:0' else s type,se):
	      raise (f'{spile!r:>{self}} {{') from None
raise (...):type 	
    
 	case {'k': v, **r}:
 		{[(match := 1), '''a
  b''' if 'spile:0' else _]: 1}
 	case _:
 	 _;  # comment: 'é' (
 	 global g
 	 def b(a):
  	  """Doc.
  more
"""
 	  assert (é.match,), (yield)
 	  with (match as type,se):
 	      raise (f'{spile!r:>{self}} {{') from None
raise (...)