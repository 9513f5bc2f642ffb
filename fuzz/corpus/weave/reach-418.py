with ((lambda é: (self := ((f"{(lambda spile: c)}")))) as case, match):é: lambda_; (type := 1)
async def case(a):
    lambda match: self.type  # comment: 'é' (
    def c(a, b=(lambda: (_ := ()))):
        global g  # comment: 'é' (
        def a(a: lambda _: 'spile:0', /, b, *, c=1) -> lambda: (match := case):self = yield ((é := ...)), a

    ({[case async for _ in type]: spile if ({(case := x1): (b := type)}) else (await x1)},); lambda a, b=((é \
 := "é")): b.case
