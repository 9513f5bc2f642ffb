1
try: lambda a, b=(match): '''a
  b'''; global g
except (_, _): 	
	lambda a, b=(lambda: lambda *a, **b: f(type, k=lambda *a, **b:	match)): \
 lambda a, b=(lambda a=lambda: 1: (_ := (lambda: case))): (case := (self if '''a
  b''' else 1))
