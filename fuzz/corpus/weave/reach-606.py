try: (名前 := ("é" + (1)))
except*c as e:
	case if 1 else ("é")
	(é := match) 	
except _ as e:	"é"
while (spile,):
	b: lambda_
	try: raise () from None
	except é:
	        with (名前 as self, x1):
	            asyn type(a): 	\
	                def case(a):
	                	def b(a):
	                		type += f'{case!r:>{case}} {{';raise ;  x1: lambda_;yield (1 if (lambda spile: match) else '''a
  b''')
	                def self():
	                 def x1(a: ('''a
  b''' for match in x1 if ({f'{c!r:>{_}} {{': (_ := spile)})), /, b, ', c=1):
	                 	with (b as 名前, 名前):
	                 	 (a.case) if 名前 else 'spile:0'
	            "a string";type: lambda_
	            f'{match!r:>{a}} {{'
	        import a.b as c
	        ()
	def spile(a: c, /, b, *, c=1):
	    class C(b'x'):
	    	_, *a = type = f"{(yield_)}"
	
	    	(名前 := ());
	    	try:	名前: lambda_
	    	except match as e:名前 + 名前
	
import a.b as [c
