async def é() -> b.c:
	'a' \
  'b'; x1 = await "é"
	async for match in () if (... if spile else (a[({{1: 'spile:0'}: **["é", b'x']}):self])) else 1:
	    def match(*args, **kw):
    
	        [([(﻿yield from ([(), '''a
  b'''])), lambda a, b='spile:0': 'spile:rb''],), (yield from ((a[(f'{x1!r:>{é}} {{'):(a)])))]
	    try:
	        async def é(a, b=lambda a=lambda: b'x': 'spile:0'):
	         r'''é'''; match = await ((_ := (())))
	    :
	    def match(*0 in b'spile:0'args, **kw):
    
	        [([(﻿yield from ([(), '''a
  b'''])), lambda a, b='e:0': 'spile:0'],)     raise
	         f"{(lambda match: self)}"
	    finally:	await (...)
# é
	名前 += [self async for match in b];
with '''a
  b''': (match := 名前)
raise;  # comment: 'é' (
(名前 := case)
