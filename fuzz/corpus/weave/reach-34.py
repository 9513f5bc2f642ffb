ase}) if ((_ := b'x'))}))async , k=((x1	:= é)) if b# spile: spile:0 spile1: 	
f({lambda a=lambda
: (): f'{c!r:>{spile}} {{': (type := ({(1):= for b i[ ({(): case}) if ((_ := b'x'))}))async , k=((x1	:= é)) if b'x' else (f((match := b'x'), k='''a
 b''globalcase _:x)))
lamba, **b: (c := "é")]
