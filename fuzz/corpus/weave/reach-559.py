def a(a, b=(x1 := (((spile	:= '''a
  b''')  # )
 ,)))):
 'doc'
 return self if () else () ;  (yield from é)  # comment: 'é' (
	
 try: spile: lambda_
 finally:
  for b in b:
      if match.spile:
      	{case: b'x'}
      	if ((case := 'spile:0')
        ,):
      	    assert lambda *a, **b: ((type := ('''a
  b'''))) if 1 else 名前, 'spile:0';
      	    @lambda *a, **b: (c := 名前)
      	    def c(*args, **kw):
      	        global g
      	        while lambda a, b=...: [c.case, (())]:
      	            continue
      	        else:yield
      	    with (1 as spile, a): raise 'spile:0' from None
      	raise é from None  # comment: 'é' (
