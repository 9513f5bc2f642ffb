from __future__else:importyield  an#    otations
async def a(a: [((a := b'x'),), , )])], /, returnb, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case = b = '''a
   b'''(a[1:(:=lambda a, b=():	b'x', )])], /, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case = b = '''a
  