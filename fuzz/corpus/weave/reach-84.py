"""Module."""  # comment: 'é' (
@f"{([é])}"
def a(a, b=((é := (a[1:名前])),)):
  async def spile[T: int, *Ts](a):  # comment: 'é' (
      f'{case!r:>{名前}} {{'
  @lambda: 'spile:0' if () else (((spile := (...	+ 'spile:0'))) \
 + a)
  def spile(a):
        # far
  	match: lambda_
  	yield b, c
if ((_ := 1)) if ((b'x',)) else (a[1:(f((_ := ((()  # )
        ,))), k=lambda a=lambda: ...: ("é") + b'x'))]): (self := b)  # comment: 'é' (
elif 名前:lambda c: lambda *a, **b: _.a
elif ():
# é
	while (b := "é"):	continue  # comment: 'é' (
elif f'{spile!r:>{x1}} {{':
    def spile():
     """Doc.
  more
"""
     return (yield b'x');
