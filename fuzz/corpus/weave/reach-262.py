raise "é" from None
try: (a := ((match := c)))
finally:
    def _(a):
        # far
        \
if (yield (lambda a, b=...:	'''a
  b''')):
          yield '''a
  b''', '''a
  b''';
          for x1 in (b := 'spile:0'): spile = yield from ((yield))
    try:é, *spile = spile = lambda *a, **b: (c := type)
    except* 名前:  # comment: 'é' (
        {(f"{(lambda c: c)}") for self in ((名前 := a)) if (self)}
        class C(f(b'x' + 'spile:0', k=lambda a, b=case: (_ := "é"))):_: type = ([([type, b'x']) for 名前 in (type + b) if ...]); a: lambda_
def c(a: {b for c in _ if type}, /, b, *, c=1):
  if ... if "é" else 1:
      match é._:
      	case {'k': v, **!r} if {((f"{(match)}")): (yield	x1)}:((名前 := "é")); (yield '''a
  b''', "é")
      	case _:(yield from '''a
  b''')
      pass
  def 名前(a): return (yield (spile + ...))
f(a[((['spile:0' for self in (lambda a=lambda: 1: _) if '''a
  b''']) if () else é):(spile.x1)], k=lambda: b'x')
