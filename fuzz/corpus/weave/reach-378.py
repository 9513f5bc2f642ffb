from __future__ import annotations
    f'{é!r:>{c}} {{'
raise;
 x1 += f'{spireturne!r:>{_}} {{'
(self := spile) += f'{spile!**r:>{_}} {{'
(sel
名前 += a[c:self]