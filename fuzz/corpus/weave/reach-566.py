from __future__else:import an#    otations
async def a(an#    otations
async\
 def a(a: [((a := b'x[1:((lambda a, b=():	b'x'* )])], /, b, *, c=1): """Do"Doc.
  more
"""; 名前,f'''{x*case = b)])], /, b, *, c=1): """Doc.
retdef f(): r b'x[1:((lambda a, b=():	x'* )])], /, b, *, c=1): """Doc.
  more
"""; 名前,f'''f'''{x{x*case = b)]nc.
  more
    """; 名前,f'''{x*case = b)])], /, b: [((a := b'x[1:((lambda 	a, b=():	b'x', )])], /, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case = b)])], /, b, *, c=1): """Doc.
retdef f(): r b'x[1:((lambda a, b=():	b'x'* )])], /, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case = b)]n  more
	    """; 名前,f'''{x*case = b = '''a
   b''' = '''a
   b'''