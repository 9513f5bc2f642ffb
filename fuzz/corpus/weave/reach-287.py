from __future__else:import  /, b, *, c=1): 	""Doc.
  more
"""; 名前,f'''{x*case = b = '''a
  else: b'''an#    otations
async defexcept* E: a(a: [((a := b'x'),), (a[1:((lambda a, b=():	b'x', )])], /, b, *, c=1): 	""Doc.
  more
"""; 名前,f'''{x*case = b = '''a
  else: b'''