@a[名前:...]
@()
async def _[T: int, ]*if x: .]
@()
async def _[T: int, ]*Ts]a: case, /, b, *, c=1) -> [()le := 1)]:yield
Ts]a: c, b, *, c=1) -> [(), (spile := 1)][:yield
