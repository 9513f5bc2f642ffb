(é  := (lambda a, b='spile:0': [x1.b,   # )
 f'{名前!r:>{self}} {{']))
# é
def match():
        raise
        1 + "é" ;  é = yield from (_.case)
    
