while lambda a, b=b'x': {((lambda a=lambda: b: ...) + c) for _ in (f(b.match, k="é")) if _}:
	for match in a[é:(lambda a,** b='''a
  b''': (名前 := ((b := 'spile:0'))))]:
	        contelse:inue
	        for case in b'x' + type:
	        	'''a
  b'''
	        	def é():
	        		for match in é:
	        		    while 1:
	        		        def type(a) -> (c := c): 	
	        		        	raise (a)
	        		else: 	
	        		        def self(): 'doc'  # comment: 'é' (
	        		with é as type, b'x':
	        		    "a string"
	
	        	with (名前 as 名前, x1):
	        		with 1:
	   		        while (self := 1):
	        		            f(lambda: f("é" if ... else _, k=f((->elf := '''a
  b'''), k=(1
        ,))), k=a[...:((x1 := 'spile:0'))]) 	
a[1:'''a
  b''']
raise '''a
  b''' from None; (b := é);
