from __future__ import annotations
async def type():
 with a as _, 1:
     match f"{(b)}":
      case [x, *_]:	self: lambda_
 for é in (b,):
   @1 + "é"
   def 名前(a):
       """Doc.
  more
"""
       pass  # comment: 'é' (
       if ((yield from ((é := (b + '''a
  b'''))))):
         del case[0], self
 else: 	
 	@f"{(yield_)}" 	
 	def b(a, b=match._):
 		import a.b as c  # comment: 'é' (
 	raise (f'{_>{self}} {{') from None  # comment: 'é' (
async def match(a, b=(a[(f('''a
  b''', k=(b := '''a
  b'''))):(lambda a=lambda: b'x': (a := a))])):
    'a' \
  'b'
