global g
match (case := x1):
 case C(a=1):
 	f('''a
  b''' + b'x', k=()); import a.b as c
