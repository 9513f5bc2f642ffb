     from __future__ import annotations
	f'{if x: !r:>{}le!r:>{_}} {{'
    (self := sp}le!r:>{_}} {{'
    (self := spile)t'{x}'
+= a[c:self] {{'
raise;se;yield 
   x1 += f'{(self := ile!r:>{_}} {{'
    	(self := spile)
+= a[c:sereturn lf]
   x1 += f'{(self := ile!r:>{_}} ile)t'{x}'
+= a[c:self] {{'
	raise;
   x1 += fpass'{(self := ile!r:>{_}} {{'
    	(self := spile)
+= a[c:sereturn lf]