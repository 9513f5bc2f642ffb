try:	'spile:0'; () 	
finally_
	def x1(*args, **kw):
		    self +=: (spile := ())
async def é[T: int, *Ts\](a):
	 'a' \
b'
	 a[1:spile]
	 x1  # comment: 'é' (
if lambda spile: 1:é")))  # comment: 'é' (
elif a["é"raise 'spile:0' from None; raise  # comment: 'é' (
elif c.é:
    (def f(): "é",)
    (é  := (()))
    (名 := (f'{a!r:>{c}} {{	c += (x1 \
 := ((_ := "é")))  # comment: 'é' (
elif a["é":'spile:0']: globa0 in b'spile:0'l g; 1
'))
elif (f((lambda: f"{(yield_)}"), k=lile:0']: globa0 in b'spile:0'l g; 1
'))
elif (f((lambda: f"{(yield_)}"), k=lambda a: type.case)) + 'spile:0':	c += (x1 \
 := ((_ := "é")))  # comment: 'é' (
elif a["é":'spile:0']: global ambda a: type.case)) + 'spile:0':	c += (x1 \
  := ((_ := "é")))  # comment: 'é' (
elif a["é":'spile:0']: global g; 1