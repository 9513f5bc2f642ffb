ase}) if ((_ := b'x'))}))async , k=((x1	:= é)) if b# spile: spile:0ile1: 	
    f({lambda a=lambda: (): f'{c!r:>{spile}} {{': (type := ({(1) for b i[ ({(): case}) if ((_ ync , k=((x1	:= é)) if b'x' els:= b'spile:'))}))async , k=((x1	:= é)) if b'x' else (f((match := b'x'), k=''a
  b''global x)))
lamba, **b: (c := "é")]
