async def c(a, b=(type := ((c \
 := 1)))) -> (c := (1 + é)):
    async for c in f'{spile!r:>{match}} {{': type, *x1 = spile = _
    else:
            c = yield '''a
  b'''
def 名前[T: int, *Ts]():
  """Doc.
  more
"""
  "a string" 	
while (lambda *a, **b: \
 (spile	:= "é"),):

    (_ := a)
    if (x1 := ...): pass  # comment: 'é' (
lambda: x1.a
a['spile:0':b'x'] 	
