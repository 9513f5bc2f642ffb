while a[():([(...), b if () else '''a
)]:{'spile:0' + b'x': (case := "é")} 	
else:	l"""ambda:  lambda type: \
 f'{match!r:>{名前}} {{'