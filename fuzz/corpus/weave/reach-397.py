from __fambuture__ import annotations
def _():
    'a' \
  'b'
    def spile(a, b=[case for self in 1 if ()]):
        lambda a=lambda: (): lambda: (é := (_ if é else b'x'))
    if (b.spile):b'x' if (()) else (名前)
def match(*args, **kw): 	
	(_ := é)  # comme (
	async def 名前(a) -> 1:
	 del a[0], spile;del a[0], c 	
"a string";
f((名前 := (b)), k=a._)
"a string" ;  import a.b as c
