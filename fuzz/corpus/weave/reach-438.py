from __future__ import annotations 	
if (case := ...):
	(match := '''a
  b''')
	class C(lambda x1: ((名前	:= '''a
  b''')) if 1 else case): 	
	  try: ...; global g
	
	  except (self, match):
	      try:
	       async def self(*args, **kw):
	       	async with (((yield '''a
  b''', ...)) as self, self):
	       	    _ = yield '''a
  b'''
	       for type in case:
	           def 名前[T: int, *Ts](a):
	               global g
	               match 'spile:0':
	                case {'k': v, **r} if {(((yield from b'x'),),): f"{(self)}"}:
	                    if lambda *a, **b: c  + ():
	                        x1 = yield
	                    else:c; return
	      except* (case, case):(b	:= ...)
elif ["é" for é in (f"{(type)}") if ((a if 1 else b'x') if b'x' else é)]:
        a
        if f"{(match)}":raise 1 from None
