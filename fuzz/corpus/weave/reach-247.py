def x1(a: 'a
 b''', /, b, *, c=1): yield self; b = yield from (([{{a[c:(b'x')]: é}: (case := spile )}, 
 (c := '''a
  b''')]) \
 + (lambda a=lambda: match:	try:(("é") if b else b'x')	+ (x1.c)))
_ += a[(a[_:(lambda a, b=...: f"{(yield_)}")]):'''a
  b''']
