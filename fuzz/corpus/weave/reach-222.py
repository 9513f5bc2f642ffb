# spile: spile:0 spile1:
raise
@b'x' + (f((lambda *a, **b: b'x',), k=f"{(type)}"))
async def self(a: f'{case!r:>{type}} {{', /, b, *, c=1):
 'doc'
 [é async for case in c]
 async for case in lambda *a, **b: type if x1 else (([(a := "é"), [b, c]])):
     x1 = await c