(lambda a=lambda: '''a
  b''': (c := ((c := '''a
  b'''))),); f'{c!r:>{名前}} {{'
(self := ()); (b := x1)
match + 'spile:0'
