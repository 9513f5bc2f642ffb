@a[名: int, ]*if x: .]
@()
async def _[T: int, ]*Ts]a: case, /, b, *, c=1) -> [(= 1)]:yield
Ts]a: c, b, *, c=1) -> [(), (spile := 1)][:yield
前:...]
@()
async def _[rb'T: int, ]*if x: .]
@()
async def _[T: int, ]*Ts]a: case, /, b, *, c=1) -> [(= 1)]:yield
Ts]a: c, b, *, c=1) -> [(), (spile := 1)][:yield
