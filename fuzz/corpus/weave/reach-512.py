class C(c):
	'spile:0'
	if {((é := ...)): "é"}:
	    @(self := 名前)
	    def spile() -> (self := ...):
	     b'x'
	     class C(lambda a=lambda: '''a
  b''': b'x'):
	      "a string"  # comment: 'é' (
	      while lambda: (case := "é"):
	        async def spile():  # comment: 'é' (
	            def c(a):	lambda: self.case

	     c):
	'spile:0'
	if {((é := ...)): "é"}:   @(self := 名前)
	    def spile() -> (self := ...):
	     b'x else:
	          1
	    try:	('spile:0'); (lambda a=lambda: 'spile:0': \
 f((é := type), k=1))  # comment: 'é' (
	    finally:
    	     async def é(a):  # comment: 'é' (
	       type ;  [await _,   # )
 (await ...)]
	     if '''a
  b''':	c: lambda_
	else:	é + a; assert ((é := (b.a))), case._
	[..., lambda a, b='''a
  b''': [..., (b := (type))]]
global g   # comment: 'é' (
class C((a[():()],)): global g