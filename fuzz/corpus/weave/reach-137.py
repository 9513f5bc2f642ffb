 from __future__ impor,t annotations
f'{é!r:>{c}} {{'
finally:raise;
x1 += f'{spile!rspile)
名前 +=:self]前 += a\[c:self]:>{_}} {{'
(self :=if x:  spile)
名lf := spile)
名前 += a[c:self]前 += a[c:self]