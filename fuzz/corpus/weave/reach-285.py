@a[名前:...]
@()
async def _[T: int, ]*.]
@()
async def _[T: int, ]*Ts]a: case, /, b, *, c=1) -> [(), (spile := 1)]:yield
Ts]a: case, /, b, *, c=1) -> [(), (spile := 1)][:yield
