from __future__ import annotations
for é in [1, (spile := case)]:
    with (case as self, case):
    	try:
    	    async def b(*args, **kw):
    	        for 名前 in ('''a
  b'''):	(await 'spile:0')
    	        else:
    	            assert (await (await case)), (b) + c
    	        if é:  # comment: 'é' (
    	            async for c in (f'{c!r:>{é}} {{') + (lambda a, b=(match): ()):
    	                if ():
    	                    return
    	                elif (yield): continue; import a.b as c
    	                else:
    	                    "a string"
    	finally:	"a string"
    	with ...:
    	    (a[(type):b])
match 1:
 case [x, *_]:
     type
 case [x, *_]:é.é; f((({(b := self): _}) + (c)), k={self for c in spile if "é"})
