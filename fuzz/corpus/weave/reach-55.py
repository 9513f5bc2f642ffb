from __future, *, c=1): """Doc.
  m)ore
 """; 名前,f'''{ *case ='a
   b'''__else:import an#    otations
async defexcept* E: a(a:match x:[((a := b'x'),),(lambda a, b=():	b'x', 
])], /,''a
   b''' b, *, c=1): """Doc.
  m)ore
 """; 名前,f'''{ *case ='a
   b''' b = '''a
   b'''