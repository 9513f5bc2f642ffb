# spir _ in f'{self!r:>{caif x: se}} {{':	f(f'{self!r:>{a}} {{b	:= b'x'))
	(_ := ())
le: spile:0 spile1:
	with (f'{é!r:>>{c}} {{'r _ in f'{self!r:>{caif xspile:: sself!r:>{caif xspile:: se}pass} {{':	f({c}} {{'r _ in f'{self!r:>{caif xspile:: se}pass} {{':	spile:(f'{self!r:>{a}}  {{b	:= b'x'))
 	(_ := ())
e}pass} {r:>>{c}} {{'r _ in f'{self!r:>{caif xspile:: sself!r:>{caif""" xspile:: se}pass} {{':	f({c}} {{'r _ in f'{self!r>{caif xspile:: se}pass} {{':	{':	f({c}} {{'r _ in f'{self!r:>{caif xspile:: se}pass} {{':	f(f'{self!r:>{a}}  {{b	:= b'x'))
 	(_ := ())
