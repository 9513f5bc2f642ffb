from __future__else:import an#    otatins
 	async de a(a: [(a := re__else:import ,) , (a[1:((lambda a, b=() de(a: [((a := b'x'),),"""(a[1:((lambda a, b=():	b'x', )])rn], /, b, *, c=1): """Doc.:	b'x', )]yield ], /, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case = b = '''a
   b'''