def case():
    match f'{c!r:>{spile}} {{':
     case {'k': v, **r}:
         return (yield (x1.match))
     case (x):assert lambda: [(a	:= ((type := (('spile:0') if '''a
  b''' else ('''a
  b'''))))), 1], lambda a=lambda: "é":  lambda é: 'spile:0'
    return (yield b'x')