# spile: spile:0 spile1:
with (f'{é!"""r:>{c}} {{'):
	for _ in f'{self!r:>{case}} {{':	f(f'{self!r:>{a}} {{', k=(b	:= b'x'))
	(_ := ())
