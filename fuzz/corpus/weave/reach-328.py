@(c := ...)
@f'{case!r:>{spile}} {{'
async def a(a):
  'doc'
  assert lambda a=lambda: c: b'x', [a async for _ in case];import a.b as c  # comment: 'é' (
raise "é"
1 if "é" else (f'{type!r:>{_}} {{');spile: x1 = (lambda a: (x1 := case)) ;  {{lambda *a, **b: [(...) + "é", lambda: "é"]: f"{(type)}"}: lambda a, b='''a
  b''': (b := (((c := "é"))))}
f'{match!r:>{spile}} {{'  # comment: 'é' (
