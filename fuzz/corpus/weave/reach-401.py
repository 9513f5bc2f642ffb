"""Module."""
if f'''{xcase + b'x':
	 def b(a: lambd,a *a, **b: xasync 1 + 'spile:0', /, b, *, c=1) global g
     @1
     async def \
case(*args, **kw):  # comment: 'é  (
         'a' \
  'b'
