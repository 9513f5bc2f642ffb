for 名前 in lambda *a, **b: \
 é:
    async def match(): await ((yield b'x', ((await 1))))