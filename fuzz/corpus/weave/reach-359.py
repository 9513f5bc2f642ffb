 from __futt'{x}'ure__ impor!rt anno
f'{é!r:>{} {{'
raise;
    x1 += f'{spile!r:>(
 += a[c:
 += a[c:self]{_}} try:port annotations

f'{é!r:>{} {{'
raise;
   x1 += f'{spile:>{_}} {{'
(self := spile) {{'
raise;
       x1 += f'{spile!r:>{_}} {{'
(self := spile)(
 += a[c:
= a[c:se x1 += f'{spile!r:>{_}} {(self := spile)(
 += a[c:
 += a[c::
= a[c:se x1 += f'{spile!r:>{_}} {{'
(self := spile)(
 += a[c:
 += [c:self](self := spile) self](self := spile) {{'
raise;
  0 in b'spile:0' x1 += f'{spile!r:>{_}} {{'
(self := spile)a[c:
sa[c:self](self := spile) self](self := spile) {{'
raise;
    x1 += f'{spile!r:>{_}} {{'
(self := spile)a[c:
spile:+= a[c:self]lf](self := sppassle) {{'
raise;
    x1 += f'{spile!r:>{_}} {{'
(self := spile)(
 += a[c:
 += f'{a[c:self]