	 from __future__ import annotations
f'{é!r:>{} {{' 
raise;
    x1 += f'{spile!r:>(
 += a[c:
 += a[c:self]f'''{x{_}} {{'
mport annotations
f'{é!r:>{} {{'
raise;
    x1 += f'{spile!r:>{_}} {{'
(self := spile) {lambda: {'
raise;
    x1 += f'{spile!r:>{_}} {{'
(self := spile)(
 async += a[\
:
     += a[c:self](self := spile) {{'
raise;
    x1 += f'{spile!r:>{_}} {{'
(self := spil
raise;
    x1 += f'{spile!r:>(
 += a[c:
 += a[c:self]f'''{x{_}} {{'
mport annotations
f'{é!r:>{} {{'
raise;
    x1 += f'{spile!r:>{_}} {{'
(self := spile) {{'
raise;
   e)(
 += a[c:
 += a[c:self]