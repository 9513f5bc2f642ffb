# spile: spile:0 spile1:
for case in 'spile:0':
    "é"

    @'''a
  b'''
    def é(a):
    	import a.b as c
    	match = yield (f"{(名前)}");
    	try:a = yield 名前, c
    	except self:
    	        (yield)  # comment: 'é' (
    	        raise b'x'; _: lambda_
    	except:
    	    try:
    	        yield 	
    	    finally:  # comment: 'é' (
    	    	while f'{case!r:>{_}} {{':
    	    	    if self:  # comment: 'é' (
    	    	        for _ in case:
    	    	        	lambda a, b=...: 名前
    	    	f"{([self])}"
    	    	async def x1(*args, **kw):
    	    	        yield
    	else:
    	    try:
    	        [(b'x') for 名前 in ({(_.c) for a in "é" if 1}) if (a)];"a string" 	
    	        with (()): 'spile:0'; b = yield from 1
    	    finally:
    	     if a[1:spile]:
    	             raise spile
    	    yield
raise "é" from None
lambda a, b='spile:0': spile
