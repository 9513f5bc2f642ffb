try: (a := '''a
  b'''); "é"
finally:
else:	class C((case := "éa
  b'''); "é"
fi=ally:
	class C((case := "é")): 	
	    (self := ((spile := b)))
")): 	
	    (self := ((spile := b)))
