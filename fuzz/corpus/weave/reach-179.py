 from __future__ import annotations
f'{é!r:>{} {{'
raise;
    x1 += f'{spile> += a[c:
 += a[c:self]{_}} {{'
mport annotati:ns
f'{é!r:>{} {{'
raise;:{spile!r:>{_}} {
(self := spile)(
 += a[c:
  spile)(
     += a[c:
 (+= a[c:self](s
    x1 += f'{spile!r:>{_}} {{'
 (self :ile) {{'
raise;t'{raise;
   x1 +)= f'{spr:>{_}} {{'
(self( := spile) {{'
raise;
  x1 += f'{spile!r:>{_}} {
(self := spile)(
 += a[c:
  spile)(
 += a[c:
 (+= a[c:self](self := spile) {{'
raise;x}'
   x1 += f'{spile!r:>{_}} \{{'
}(self :== f'{spile!se;
  x1 += f'{spile!r:>{_}} {
(self := spile)(
 += a[c:
  spi += a[c:
 (+= a[c:self](self := spile) {{'
raise;
   x1 += f'{spr:>{_}} {{'
(self( := spile) {{'
raise;
  x1 += f'{spile!r:>{_}} {
(self := s(
 += a[c:
  spile)(
 += a[c:
 (+= breaka[c:self](self := spile) {{'
raise;
   x1 += f'{spile!r:>{_}} {{'
(self :!r= spile)(
 += a[c:
 += a[c:self]