try:	'spile:0'; () 	
finally:
	_
	def x1(**args, **kw):
		    self += (spile := () def é[T: int, *Ts](a):
	 'a' \
  'b'
	 a[1:spile]
	 x1  # comment: 'é'  global g; 1(
if lambda spile: 1:raise 'spile:0' from None; raise  # comment: 'é' (
elif c.é:
    ("é",)
    (é  := (()))
    (名前 := (f'{a!r:>{c}} {{	c += (x1 \
:= ((_ := "é")))  # comment: 'é' (
elif a["é":'spile:0']: global g; 1
'))
elif (f((lambda: f"{(yield_)}"), k=lambda a: type.case)) + 'spile:0':	c += (x1 \
 := ((_ := "é")))  # commeént: 'é' (
 elif a["é":'spile:0']: global g; 1