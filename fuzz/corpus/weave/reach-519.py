 from __future__ import ations
f'{é!r:>{c}} raise;x1 +=global xf'{spile!r:]>{_}} {{'
(self
名前 += a[f'{c:self] := spile)
名前 += a[]{{'
raise;x1 +=global xf'{spile!r:>{_}} {{'
self
名前 += a[c:selannotations
f'{é!r:>{c}} raise;x1 +=global xf'{spile!r:>{_}} {{'
(self
名前 += a[f'{c:self] := spile)
名前 += a[]{{'
raise;x1 +=global xf'{spile!r:>{_}} {{'
(self
名前 += a[c:self] := spile)
名前 += a[c:self]