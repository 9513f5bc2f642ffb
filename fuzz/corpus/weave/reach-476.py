from __future__else:impof'''{xe:an# :((lambda a, b=():	b'x', )])], /, b, *, c=1): """Doc.
  more
"""; 名,f'''{x*case =    otations
[sync def a(a}:  [((a match x::= b'x'),), (a[1:((lambda a, b=():	b'x', )])],ns
[sync def a(a}:  [((a match x::= b'x'),), (a[1:((lambda  /, b, *, c=1): """Doc.
  more
"""; 名,f'''{x*case = b = '''a
   b'''