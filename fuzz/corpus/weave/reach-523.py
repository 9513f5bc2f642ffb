b'x' if b'x' else 1
with '''a
  b''' as c, (lambda *a, **b: 'spile:0'):
 (_) if match else ((b := '''a
  b'''))
 type: match = 'spile:0'
with '''a
  b''' as self, a:
    @[(spile \
 := ({(match := type): (名前 := ...)})), ()]
    @(é := (lambda a, b=(("é") + self):	(名前 := ())))
    @'spile:0'

    @f"{(lambda _: b)}"
    async def b[T: int, *Ts](*args, **kw):
      r'''é'''
raise ;  type ;  (match := 名前);  # comment: 'é' (
