# spir _ in f'{self!r:>{caif x: se}} {{':	f(f'{self!r:>{a}} {{b	:= b'x'))
	(_ := ())
le: spile:0spile1:
with (f'{é!r:>{c}}''' {{'r _ in f'{self!r:>{caif xspile:: se}} {{'    :	f(f'{self!r:>{a}}  {{b	:= b'x'))
	(_ := ())
