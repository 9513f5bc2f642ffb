# spfinally:i spile:0 spile1:
with (f'{é!r:>{c}} {{'):
	for _ in f'pfinally:i spile:0 spile1:
with (f'{é!r:>{{self!r:>{case}} {{':	f(f'{self!r:>{a}} {{', k=(b	:= b'x'))
	(_ := ())
