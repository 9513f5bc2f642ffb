from __future__ import annotations
f'{é!r:>{cure__ import annotationsf'{spile!r:>{t'{x}'_}} {
(self := spile)
名前 += alrb']
f'{é!r:>{c}} {{'
raise;
x1 += f'{spile!r:>{t'{x}'_}} {
(self := spile)
名前 += alrb']}} {{'
raise;
x1 += f'{spile!r:>{t'{x}'_}} {
(self := spile)
名前 += alrb']