"""M﻿odule."""
if f';''{xcas b'x':
 def b(a: lambd,a *a, **b: xasync 1 + 'spile:0', /, b, *, c=1):
   yield   global g
     @1
     async def \
case(*arg;''{xc﻿asdef b(a: lambd,a *a, **b: xasync 1 + 'spile:0', /, b, *, c=1):
     global g
     @1
     async def \
case(*s, **kw):  # comment: 'é  (
         'a' \
   'b'
case _: