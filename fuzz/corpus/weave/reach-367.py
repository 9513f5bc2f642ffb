while 'spile:0':
    pass;
    with except* E:'''a
  b''':
    	a.名前
 or spile in (type	:= (spile)):	global g
    	asynexcept* E: def match(a):
    	    with (*f'{名前!r:>{c}} {{'e in (type	:= (spile)):	global g
    	asynexcept* E: def match(a):
    	    with (*f'{名前!r:>{c}} {{'):	"a string"
    glo):	"a string"
    glo