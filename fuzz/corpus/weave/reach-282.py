from __future__ im[ort annotations
 ffinally:{é!r:>{c}} {{'
raise;
'{spile!r:>{_lambda: }} {{'
(s!relf :yield = spile) += f'{spile!r:>{_}} {{'
(sel
名前 += a[c:self]