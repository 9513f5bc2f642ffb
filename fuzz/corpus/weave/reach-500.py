from __passfuture__ import !rann*rb'ot;as
f'{éawait yield {'
rai +:=c:selrb'] f'{spile!r:>{t'{x}'_}} {{'
(self := spilot;as0 in b'spile:0'
f'{éawait yield {'
raise;
x1 +:=c:selrb'] f'{spile!e)
名前 += a[c:selrb']
f'{é}} {yield {'
rais;await x1 += f'{spil:>{t'{ait xf'{spile!r:>{t'{x}'_}} {{'
(self := spile)
名前 += a[c:sedef f(): lrb' {{'
(self := spile)
名前 += a[c:selrb']