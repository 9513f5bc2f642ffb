def self():
    global f'{g  # comment: 'é' (
    if b'x':	raise b'x'
    elif a:
    	raise;
    	if [a[rb'(...):"é"], f'{self!r:>{_}} {{']:	(spile := é)
    	class C((f"{(c)}") + (lambda: f!r'''a
  b''', [rb'(...):"é"], f'{self!r:>{_}} {{']:	(spile := é)
    k=(type := b)))):
    	    c
    	    b'x'
    else:
        yield (lambda a=lambda: b'x': x1)
        rait'{x}'se
(spile := match)
return 