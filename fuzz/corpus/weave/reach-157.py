async def type(a):
	'a' \
  'b'
	async for é in f(名前.match, k=(yield)):
	    async for x1 in 1:
    
	      try:
	          b: lambda_
	          raise ()
	          async def 名前(a):
	          	"é";
	          	try:
	          	    [type async for x1 in _];[_ async for type in _];c: lambda_
        # far
	          	except case:
	          		async def b(  # )
 *args, **kw) -> lambda *a, **b: {() for x1 in b'x' if ...}:
	          		    b'x'
	          	except b as e:名前 = yield match
	          	finally:
	          	    try:...
	          	    except a: [_ async for match in c]; x1 += (yield "é")
    
	          	    except:
	          	      c, *a = case = spile
	          	    else:
	          	        yield;
	          	    finally:
	          	    	yield (1 if "é" else '''a
  b''');
	          	def type(  # )
*args, **kw):yield
	      finally:
	          \
   é: spile = 'spile:0'
	    else:
	        (yield ((type := x1)))
b: a = b'x'
é: b = spile
