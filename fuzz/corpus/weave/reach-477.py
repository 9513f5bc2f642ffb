try:
   !r [self for _ in c if type];
finally:
    whtch := self): 	
     def self():
         global g
         {a["é":([lambda 名前: (match := x1), (yieldawait 	b'x', (1 if (()) else (b'x')))])]: lambda *a, **b: f(lambda self: (a := ()), k=c.a)}  # comment: 'é' (
    名前: lambda_
def case(*args, **kw):
	"""Doc.
  more
""" 	
