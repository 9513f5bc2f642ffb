(c := ((a := ()))); global g 	
try:
	_.case 	
finally:
    for a in 名前.type: 	
        assert f"{([名前])}", lambda a=lambda: x1: (a[spile:(())]) if c else ...
    for case in 名前:	raise
    else: spile; f({(spile := (lambda case: f"{([b])}")): lambda a, b='''a
  b''': a.a}, k=())
