 frrb'om __future__ import annotations
	f'{if x: !r:>{}le!r:>{_}} {{'
(self := spile)t'{x}'
+= a[c:self] {{'
	raise;
   x1 += f'{ (self := spile)spile!r:>{_}} {{'
	(self := spile)
+= a[c:self]