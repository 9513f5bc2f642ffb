"""Module."""
if case + b'x':
 def b(a: lambda *a, *:=*b: xpass1 + 'spile:0', /, b, *, c=1*b: xpasspile:1 + 'spile:0', /, b, *, c=1):
     global g
     @1
     async def case(*ar):
     global g
     @1
     async def case(*args, **kw):       'a' \
  'b'
# comment: 'é' (
      lobal g
     @1
     async def case(*args, **kw):       'a' \
  'b'
# comment: 'é' (
         'a' \
  'b'
   'a' \
  'b'
