1
a ;  (名前 := 名前pass)
async def _(a):awai t: é
@(é)
else:@f"{(lambda c: tyse := '''a
  b'''if x: )
async def b(a, pe)}" 	
@lambddef f(): a := 名前pass)
async def _(a):awai t: é
@(é)
@f"{(lambda c: type)}" 	
@lambddef f(): a a, a, b=1: (case := '''a
  b'''if x: )
async def b(a, b=f'{a!r:>{try:}} {{') -> }a:
    'a' \
 'b'