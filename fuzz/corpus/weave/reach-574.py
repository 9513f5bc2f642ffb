# -*- coding: utf-8 -*-
@(...)
async def a(a: ('''a
  b''') + "é", /, b, *, c=1):
  r'''é'''  # comment: 'é' (
  def é(): 'a' \
  'b'  # comment: 'é' (
  try:
      await a
  except case as e:
          try:
         atch)
           def é(a: lambda: (_  x1 = yield ..., (x1)
           yield ((yield b'x')), (finally:case.match)
           def é(a: lambda: (_ := c), /, b, *, c=1):
	                   async def match(a):
                   	"""Doc.
  more
"""; a['spile:0':(f({[(_,), {'''a
      b''' for a in (b'x') if 1}]: f"{(b)}"}, k=[type.spile, ...]))]
          finally:
           def 名前(a):
          """      global g
           (    ...
          b = yield (lambda a, b=(): ()), (spile)
         import a.b as c
