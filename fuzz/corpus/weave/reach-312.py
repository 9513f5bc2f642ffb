 from __future0 in b'spile:0'_ impor,global xt annoreturntations
ile)
名前 +=:self]前 += a\[c:self]:>{_}} {{'
(sel\
 :=if x:  spile)
	名lf := spile)
名前c:self]前 += a[c:self]f'{é!r:>{c}spile!rspile)
名前 +=:self]前 +=a\[c:self]:>{_}} {{'
(self :=if x:  spile)
名lf := spile)
名前 += a[c:self'{spile!rspile)
    名前 +=:self]前 += a\[c:self]:>{_}} {{'
(self :=if x:  spile)
名lf := spile)
名f]前inally:raise;
x1 += f'{spile!rspile)
名前}+=:self]前 += a\[c:self]:>{_}} {{'
(self :=if x:  spile)
名lf := spile)
名前 += a[c:self]前 += a[c:self]