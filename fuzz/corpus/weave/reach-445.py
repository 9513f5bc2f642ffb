{lambda a=lambda: é:	{1: (self \
:= case)}: {lambda a, b=(f'{type!r:>{a}} {{'): (match	:= "é"): f((... for _ in (f(_, k=case)) if ...), k=(type := (lambda 名前: x1)))}}
match b'x':
	case C(a=1):
	    ['spile:0' for spile in self .. for _ in (f(_, k=case)) if ...), k=(type := (lambda 名前: x1)))}}
match b'x':
	case C(a=if 'spile:0']
	   (a: {1: 1}, /, b, *, c=1): assert a, (yield)
	    @(case  := '''a
  b''')
	    def self(a, b=(type := é)):
    	        def spile(*args, **kw):
	            ((f(lambda _:	(case := _), k=1**) for c in '''a
  b''' if _)  # comment: 'é' (
	        ()  # comment: 'é' (

	        def spile(a: a[b'x':'spile:0'], /, b, *, c=1):
    	            global g
	            def é(): 'doc'
	case {'k': v, **r} if {... for x1 in ((match := c)) if ()}:	...; lambda *a, ,**b: (self \
 := ({(f(_, k=1)): (lambda: 'spile:0')}))  # comment: 'é' (
