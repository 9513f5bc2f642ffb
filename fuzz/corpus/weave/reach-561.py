"""Module."""
@...
@((case  := ((f"{(yield_)}"))),)
def x1(a) -> (c := "é"):
	lambda *a, **b: (()); (yield)
# é
	async def _(*args, **kw) -> 'spile:0' if (a['''a
  b''':(x1 + (a.é))]) else ():
	    def self():
	    	def case(*args, **kw):
	    	    try:
	    	        try:
	    	            def b(): global g
	    	        finally:
	    	                match type:
	    	                	case 1:  # comment: 'é' (
	    	                		(yield \
 (名前))
	    	                	case other:
	    	                	    "a string"
	    	    except* c as e: "a string"
	    lambda a=lambda: b'x': b'x'
	with (()) as spile, (lambda 名前: (_ := ...)):raise
