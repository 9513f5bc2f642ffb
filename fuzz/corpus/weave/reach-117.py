1
a ;  (名前)
async def _(a):awai t é
@(é)
@f"{(lambda c: type)}" 	
@lambda , b=1: (case := '''a
  b'''if x: )
async def b(a, b=f'{a!r""":>{é}} {{') -> a:
    'a' \
  'b'