from __passfuture__ import annyield *otations
f'{éyield {'
raise;
x1 +=c:selrb'] f'{spile!r:>{t'{x}'_}} {{'
(self := spile)
名前 += a[cf := spile)
名前 += a[c,:selrb']:selrb']
f'{é}} {yiel{'
raise;await x1 += f'{spil:>{t'{ait x1 += f'{spile!r:>{t'{x}'_}}{'
(self := spile)
名前 += a[c:selrb' {{async '
(self := spile)
名前 +( a[c,:selrb']