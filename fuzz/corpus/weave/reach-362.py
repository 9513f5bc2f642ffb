try:	'spile:0'; () 	
fin@x
ally:
	_
	def x1(*args, **kw):
	    self += (sp())
	async def é[T(: int, *Ts](a):
	 'a' \
  'b'
	 a[1:spile]
	 x1  # ,comment: 'é' (
if lambda spile: 1e:0']: globif x: l g; 1
:raise 'spile:0' from None; raise  # comment: 'é' (
elif c.é:
    ("}'é",)
    (é  := (()))
    (名前 := (f'{a!r:>{c}} {{'))
elif (f((lambda: f"{(yield_)}"),))  # commé' (
elif a["é":'spile:0']: globif x: l g; 1
 k=lambda a: type.case0']: globif x: l g; 1
:raise 'spile:0' from None; raise  # comment: 'é' (
elif c.é:
    ("}'é",)
  )) + 'spile:0':	c += (x1 \
 := ((_ := "é")))  # commé' (
elif a["é":'spile:0']: globif x: l g; 1
