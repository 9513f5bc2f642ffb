spile: lambda_
try:
    [(_ := ([1 if '''a
  b''' else ..., é])), 1]
    def spile(a):
        while "é":
            ...;
            match f((yield), k=f'{b!r:>{_}} {{'):
                case C(a=1):
                    class C((_ := spile)):
                            async def x1(a):
                                class C({... for c in ... if ()}):
                                	["é" for 名前 in ([1, (a := "é")]) if ((type := "é"))]
                    try:
                     c = yield ;  yield 	
                    finally:
                     with b as _, a:
                         def é(*args, **kw): b = yield
finally:  # comment: 'é' (
    del self[0], self