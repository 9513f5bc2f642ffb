"""Module."""
match
# é
async def spile(a, b=(match := '''a
  b''')):
	"""Doc.
  more
"""
	b = await ({{(x1 := 1): [([('spile:0') for b in '''a
  b''' if (...)],), (await  ((('''a
  b''') for c in ... if (1))))]}: la,bda: lambda a, b=((x1 := type)): \
 (f(b, k=b),)})
global g
