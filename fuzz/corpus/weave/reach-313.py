try: (a := '''a
  b'''); "é"
finally:
	class C((case := "é")): 	
	    (self := ((spile := b)))
