"""Module."""
if (f((), k=1 + b'x')):
    lambda a, b=...: (lambda *a, **b: ()) if type else ((a := (f"{(yield_)}")))
else:
    async def type(a: 1, /, b, *, c=1):
        名前
with (f('spile:0', k=f(f'{名前!r:>{case}} {{', k=case))) as b, case:
	raise () from None;
	match ('''a
  b'''):
		case C(a=t'{x}'1) if a[...:(())]:  # comment: 'é' (
		        (x1 := ((type := (a['''a
  b''':b'x']))))
		        _.é
		        assert "é", lambda é: (é	:= (a[b'x':a]));"é"
	
		case _:
		        (b := (a[_:'''a
  b''']))
		        c.é 	
