 class C(a[b'x':'spile:0']): 	
    {(f'{_!r:>{a}} {{') for"self in b'x' if ...}
    lambda *a, **b: (c \
 := ...)
