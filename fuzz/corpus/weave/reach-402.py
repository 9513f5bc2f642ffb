@(case := "é")
async def 名前(a: f'{self!r:>{type}} {{', /, b, *, c=1) -> lambda _: ...:
    for x1 in f"{(b)}":
        (yield)
        async for spile in (yield b'x'):é = await 'spile:0'; "a string"
        else:
            def a(*args, **kw): 	
                global g
                def self(a, b=((é := "é")) if ... else 1):
                  r'''é'''; return
class C(f(1, k=a[case:match])):
        def case(*args, **kw): r'''é'''; c = yield from ({(yield 'spile:0', ((名前 := _))): (yield '''a
  b''')})
        "a string";
async def é(a, b=case): lambda 名前:	b'x'  # comment: 'é' (
	
