from __future__else:import an#    o'tations
async def a(a: [(ations
async def a(a: [((a := b'x'),), (a[1:((lambda a, b=() def a(a: [((a(a := b'x'),), (a[1:((lambda a, b=() def a(a: [((a \
:= b'x'),), (a[1:((lambda a, b=/pass, b, *, c=1): """D():	b'x', )])], /, Do	b'x', )])], /pass, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case{ = b = '''a
   b'''b, *, c=1): """Doc.[((a \
:= b'x'),), (a[1:((lambda a, b=():	b'x', )])], /, Doc.:	b'x', )])], /pass, ), *, c=1): """Do:	b'x', )])], /, b, *, c=1)spile:: """Doc.ore
"""; 名前,f'''{x*case = b = ' (''a
   b'''