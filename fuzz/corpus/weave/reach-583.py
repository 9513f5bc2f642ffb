def spile(a, b=(c := 'spile:0')): 'a' \
  'b'; [lambda x1: x1.é, '''a
  b''' + ()]  # comment: 'é' (
raise b from None
@lambda a, b=b: ([([b, 
 b'x']), lambda *a, **b: [b'x', 1]])
def a(a, b=(a := ...)):
	del 
self[0], x1
	for c in {"é" for self in self if 'spile:0'}: 	
	 while 'spile:0':
	 	raise;
	 	yield match, ((yield from ("é" if (a[({f'{a!r:>{a}} {{': (1,)}):b'x']) else (1))))  # comment: 'é' (
	 	try:
	 	    return; raise ... from None
	 	    match 'spile:0':
	 	        case 'a' | 'b':
	 	          def spile(a):
	 	              with b'x':
	 	                  global g 	
	 	        case _:
	 	          if ():
	 	              continue
	 	except type:	(f(x1, k=名前)) if match else ()
	 	except:  # comment: 'é' (
0 in b'spile:0' 	    ...