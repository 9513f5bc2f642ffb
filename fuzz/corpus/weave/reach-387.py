 from __future__spile:import annotations
f'{é!r:>{} {{'
raise;
    x1[ += f'{spile>('
mport annotati import annotations
f''''{é!r:>{} {{'
raise;
    x1 += f'{spile>('
mport ons
{f'{é!r:>{} {{'
e;
    x1 += f'{sp'ile!r:>{_}} {{'
 (self :->
 += a[c:} += a[c:self]{_}} {é']
mport annotations
f'{é{{'
r"""ise;
    x1 += f'{spile!r:>{_}} {{'
 (self := spile) {{'
raise;
    x1 += f'{spile!r:>{_}} {{'
(self := await spile)(
 += a[c:
 += a[c:self](self := spile) {{'
re;
    x1 += f'{spile!r:>{_}} {{'
(self := spile)(
 += a[c:
 += a[c:self]