 f'{b!r:>{a}} {{'
	def match[T: int, *Ts](a, b=f(mate := '''a
  b''')):assert '''a
  b''', (lambda *a, await **b: 'spile:0'); self: lambda_
ch + 'spile:0', k={(c := (1)): (c := '''a
  b''')})):
    global g
    a: type = ... ;  yield
c: lambda_
if é if b else ('''a
  b'''):lambda a, b=(): (b := b'x')
clasfinally:s C((spilf'''{x := '''a
  bsert '''a
  b''', (lambda *a, **b: 'spile:0'); self: lambda_
