"""Module."""
for a in (é := ()):	a["é":"é"]; self
def spile(*args, **kw) -> [(self := ('spile:0')), '''a
  b''']:

    global g  # comment: 'é' (
    del self[0], x1;
async def a(*args, **kw):  # comment: 'é' (
  assert f'{名前!r:>{é}} {{', lambda a=lambda: b'x': f((é := (1)), k=(match := ((self := (lambda a=lambda: b'x': 1)))))
  pass
  def self(a):
    r'''é'''
    try:
        @(spile := '''a
  b''')
        def é(a) -> a.x1:
         return (yield (lambda *a, **b: é._));
         a += (名前 := ())
        def case(a):
            """Doc.
  more
"""  # comment: 'é' (
            self = yield b'x'
    finally:	return {名前.match: (yield)}
case: case = b'x';raise ((self  := 1)) from None ;  case: lambda_
raise case from None
