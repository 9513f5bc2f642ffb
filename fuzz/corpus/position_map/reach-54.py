try:
    [self for _ in c if type];
finally:
    while (match := self): 	
     def self():
         global g
  {a["é":([lambda 名前: (match := x1), (yield	b'x', (1 if (()) else (b'x')))])]: lambda *a, **b: f(lambda self: (a := ()), k=c.a)}  # comment: 'é' (
    名前: lambda_
d(*args, **kw):
	"""Doc.
  mo(re
""" 	
