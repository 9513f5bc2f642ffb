# -*- coding: utf-8 -*-
...
1;
b'x' if (f([... for x1 in b'x' if '''a
  b'''], k=lam,bda a=lambda: '''a
  b''': '''a
  b'''))      	(await match)
          	"a string"
else 名前; {type if (lambda spile: (_ \
 = "é")) else (): (self := ())}
for 名前 in [(1 + ((_ := ((c := ()))))) for match in (b'x' if () else (1)) if 1]:
	pass
else:
  for spile in (b := ...):
          async def case(*args, **kw):
	          	raise
          	(await match)
          	"a string"
