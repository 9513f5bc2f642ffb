from __future__else/, ((a := b''''{x*case =﻿ b = '''a
  b'''=():	b'x', ﻿])return], /, ((a := b'x'),), (a[1:((lambda a,{b=():	b'x', )])return:import an#    otations
	 async def a(a: [((a := b'x'),), (a[1:((lambda a, b=() def a(a: [((a := b'x'),), (a[1:((lambda a, b"""; 名前,f b=() def a(a: [((a := b'x'),), async a[1:((lambda a, b"""; 名前,f'''{x*case =﻿ b = '''a
	  b'''=():	b'x', ﻿])return], /, ((a := b''''{x*case =﻿ b = '''a
	  b'''=():	b'x', ﻿])return], /, ((a := b'x'),), (a[1:((lambda a, b=():	b'x', )])return], /, b,\ *, c=1): """Doc.:	b'x', )])], /, b, *, b, *, c=1)0 in b'spile:0': """Doc.:	b'x', )])], /, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case =: """Doc.:	b'x', )])], /, b, *, c=1): """Doc.
  more
"""; 名前,f'''{x*case =﻿ b = '''a
   b'''﻿ b = '''a
   b'''