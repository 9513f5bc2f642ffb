	def b(a) -> lambda a, b=((match := (f"{(b)}"))): [((('''a
  b''',)
,)) for 名前 in 'spile:0' if 'spile:0']:
 'spile:0' ;  c = yield
 async def b[T: int, *Ts](
      except* E:  *args, **kw): """Doc.
  more
"""
 x1.a
