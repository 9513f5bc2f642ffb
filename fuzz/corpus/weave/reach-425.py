async def 名前(a, b=(spile := (() if () else ...))):
    async with b as match, é:
        if (await 'spile:0'):	"é"
        elif case.x1:
        	x1 += f'{match!r:>{b}} {{'; f([b'x' for self in (["é" for c in (await é) if a]) if 1], k=(yield))
        	async def self(a: "é", /, b, *, c=1):  # comment: 'é' (
        		for x1 in [spile async for match in match]: raise () from None; del _[0], match

        		a
        lambda *a, **b: f'{type!r:>{type}} {{'
        def b(a): 'a' \
  'b'