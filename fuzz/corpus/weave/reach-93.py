"""Module."""
f'{名前!r:>{case}} {{'
with (a[((...)):({(...) for é in ... if 1})]) as é, b'x':
    @f((f"{(lambda _: x1)}") + spile, k=[b'x' for é in "é" if (f({b'x': lambda x1: '''a
  b'''}, k=a[case:()]))])
    @名前.case
    def é(): type, *名前 = _ = lambda: lambda: (self := (é + case)); pass
    def type(): raise

    def spile(*args, **kw):
      """Doc.
  more
"""
      assert (yield from (((名前 := _)) + é)), 名前
