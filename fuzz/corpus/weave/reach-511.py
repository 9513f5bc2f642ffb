def b(a, b=lambda a, b=([((a \
 := b'x')  # )
,), f'{b!r:>{é}} {{']): "é"):
    global g
    if ((yield b'x', ((é := 1))),):
     (é := '''a
   b'''')
     yield;b'x'
(a :=lambda:  (...));fc!r:>{spile}} {{'
raise (lambda self: (case := ({f"{([type])}": (type \
 := ())}))) fr')
     yield;b'x'
(a :=lambda:  (...));fc!r:>{spile}} {{'
raise (lambda self: (case := ({f"{([type])}": (type \
 := ())}))) from None
