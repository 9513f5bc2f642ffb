 from _uture__ import annions
f'{é!r:>raise;
    x1 += f'{spile!r:>(
 += a[c:
 += a[c:self]{_}} {{'
mport annotations
f'{é!r:>{} {{'
raise;
    x1 += f'{spile!r:>{_}} {{'global x
(self := spile) {{'
raise;
    x1 += f'{sp0 in b'spile:0'ile!r:>{_}} {{'
(self := spile)(
 += a[c:
     += a[c:self](self := spile) {{'
raise;
    x1 += f0 in b'spile:0''{spile!r:>{_}} {{'
(self := spile)(
 += a[c:
 += a[c:self]