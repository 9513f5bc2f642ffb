"""Module."""
"a string" ;  a if (lambda *a, **b: (é := ...)) else (())
match lambda a, b=_: (b'x' for b in 1 if spile):
	case 1:
	    f('''a
  b''', k=(名前 := (lambda: spile)));f(lambda *a, **b: a + ('''a
  b'''), k=(self := (lambda *a, **b: \
 lambda: lambda a, b='''a
  b''': "é")))
	case 1:spile.self