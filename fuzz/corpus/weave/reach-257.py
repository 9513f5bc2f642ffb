from __future__else:import an#    otations
async def a(a: [((a := b'xb''''),), (a[1:((lam    bda a, b=() def a(a: [((a \
:= b'x' = '''a
   b'''   b'''),), (a[1:((lambda a,f'{ b=():	b'x', )])], return , Doc.:	b', )])],) /pass, b, *, c=await 1): """Doc.
  more
"""; 名前,f'''{x*case '' )])], return , Doc.:	b', )])], /pass, b, *, c=1): """Doc.
  more
"""; 名' b = '''a
   b'''b, *, c=1): """Doc.:	b'x', )]b'x', )])], return , Doc.:	b', )])],) /pass, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case '' )])], return , Doc.:	b', )])], /pass,def f():  b, *, c=1): """Doc.
  more
"""; 名' b = )], /, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case = b = '''a
)], /, b, *,ase = b c=1): """Doc.
  m;re
"""; 名前,f'''{x*case = b = '''a
   b'''   b'''