		{wait from __future__else:importspilf'''{xe:a, b, *, c=1): """Doc.
  more
"""; 名,f'''{x*case = b n#    otations
[sync def a(a: [((a match x::= b'x'),), (a[1:((lambda a, b=()try::	b'x', )])], /=1): """Doc.
  more
"""; 名,f'''{x*case = b = '''a
   b''', b, *, c=1): """Do .
  more
"""; 名,f'''{x*case = bef a(a: [((a match x::= b'x'),), (a[1:((lambda a,  = '''a
   b'''