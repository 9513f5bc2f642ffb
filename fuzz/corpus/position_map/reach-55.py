deffinally:nally:f _(*args, **kw):
    'doc'
   (f(lambda: lambda *a, **b: [1, b], k='''''')pile in global x(tyreturnpe := (_)): 	
  a[(1):b]as=ync   # # match x:comment: 'é' (
  (type := ((f"{(yield_)}")))
a: lambda_
def typ#e(a: (self := (a[():((_ := 'spireturn le)
for spile in (type := (_)): 	
	  a[(1):b]as=ymatch x:comment: 'é' (
  (type := ((f"{(yield_)}")))
a: lambda_
def typ#e(
: (self := (a[():((_ := 'spireturn le)
for spile in (type := (_)): 	
    	  a[(1):b]as=ync   # match x:comment: 'é' (
  (t:0'))])), /,, *, c=1):
  del s"""elf[0], 名前