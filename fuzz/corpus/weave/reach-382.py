from ___->else:importsp/, b, *, c=1:((lambda =():	b'x',   match x:  ])], /, b, *c=1:((lambda a, c=1): """Doc.
  more
 """; 名, b=():	b'x't'{x}'     ])],     /, b, *, c,f'''{xa, b=():	b'x',   match x: a[1match x::= b'x'),), (a[1:((l, b=():	b'x',   match x:  ])],i:an#    otations
[sync def a(a: [((a match x::= b'x'),), (nc def a(a: [((a match x::= b'x'),), (a[1match x::= b    'x'),), (a[1:((lambda a, b=():	b'x',   match x:  ])], /, b, *, c=1:((lambda a, b=():	b'x',   match x: a[1match x::= b'x'),), (a[1:((l, b=():	b'x',   match x:  ])], /, b, *await , c=1:((lambda a, b=():	b'x',   match x:  ])], /, b, *c=1:((lambda a, c=1): """Doc.
  more
 """; 名, b=():	b'x't'{x}'     ])],     /, b, *, c,f'''{x*ca﻿e = b = '''a
 }'  b'''