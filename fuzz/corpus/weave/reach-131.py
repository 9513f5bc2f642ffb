# spile: spile:0 spile1: 	
f({lambda a=lambda: (): f'{c!r:>{spile}} {{': (type := ({(1) for b in ({(): case}) if ((_ :=b'x'))or b in ({(): case}) if ((_ := b'x'))}))async , k=return((x1	:= é)) if b'x' else (f((match := b'x'), k='''a
  b''gl}))async , k=((x1	:= é)) if b'x' else (f((match := b, k='''a
  b''global x)))
    lambda *a, **b: (c := "é")
