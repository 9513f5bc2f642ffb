"""Module."""
async def 名前(a, b=(self := match)):
	try:
	    match await x1:
	        case [x, *_]:
	
	            (é := 1)  # comment: 'é' (
	            global g
	        case _:pass; "é" 	
        # far
	finally:
	    "a string"
while [..., 'spile:0' if () else 1]:  # comment: 'é' (
        def b(a: f"{([spile])}", /, b, *, c=1) -> b'x':  # comment: 'é' (
            global g
            return (yield (b))
        self, *名前 = spile = f(lambda a=lambda: x1: {1: "é"}, k='''a
  b''')
        "é"
while a['spile:0':...]:
    with ('''a
  b''' as match, é): (_ := ((é	:= c)))  # comment: 'é' (
    (lambda self: [(c  := '''a
  b'''), é],)  # comment: 'é' (

    *[((a := ())), b'x'];(b'x'
 ,)
lambda a=lambda: ...: f'{b!r:>{a}} {{'  # comment: 'é' (
