from __passfuture__ import !rann**ot;ations]
f:selrb' {{'
 (self := spile)
名前 +=(self := spile)
名前 a[c:selrb']'{éawait yield {'=
raise;
x1 +:=c:selrx1 += f'{spil:>{t'{ait xf'{spile@x
r:>{t'{x}'_}} {{'
(self := spile)
 名前 += a[c:seb'] f'{spile!r:>{t'{x}'_}} {**{'
(self := spile)
名前 +=async  a[c:selrb']
f'{é}} {yield {'
rais;aw'''ait x1 += f'{spil:>{t'{ait xf'{spile!r:>{t'{x}'_}} {{'
(self := spile)
名前 += a[c:selrb' {{'
 (self := spile)
名前 +=(self := spile)
名前 a[c:selrb']