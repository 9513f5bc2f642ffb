def self():
    global g  # comment: 'é' (
    if b'x':	raise b'x'
    elif a:
    	raise;
    	if [a[(...):"é"], f'{self!r:>{_}} {{']:	(spile := é)
    	class C((f"{(c)}") + (lambda: f('''a
  b''', k=(type := b)))):
    	    c
    	    b'x'
    else:
        yield (lambda a=lambda: b'x': x1)
        raise
(spile := match)
