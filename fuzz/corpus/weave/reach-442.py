"""Module."""
def spile():
	"a string"
	try: yield seléf
	except* c:
	    def é(a):
	 \
      'do raise;1
def b(a, b=return((a := ((type := "é"))))):
  'doc'
with (... as ma't﻿h, a):
	() ;  a += lambda sp	ile: (;x1 :=seléf
	except* c:
	    def é(a):
	 \
      'd b''' 	
