global g
def 名前(a) -> (((({(_ := (lambda c: b''')): a[...:"é"]}) for x1 in (lambda a=lambda: '''a
  b''': ()) if b'x')) for a in ("é") if 1):match = yield from b'x'; return
raise 1 from None
with (é as spile, 名前):
	async def match(a: lambda a, b=((()) if 1 else ([('''a
  b''' if b'x' else (a)), lambda spile: (名前	:= ("é"))])): b'x', /, b, *, c=1):
	    global g
    	    async def 名前(a):
	    	'doc'
	    	with (c as c, match):  # comment: 'é' (
	    	  def type():
	    	          for spile in f'{self!r:>{é}} {{':
	    	              lambda spile:  (match := ((é := b'x')))
	    	              def self[T: int, *Ts](  # )
        *args, **kw): 	
	    	              	名前 = yield from () ;  c = yield "é"
	    	  class C((a := ())):	raise 'spile:0' from None
	    	  class C((self := a)):(spile := (a[(spile._):((lambda *a, **b: 'spile:0'
 ,))]))
	(self := ((c \
 := '''a
  b''')))
	if ((c := ()),):
	    x1: case = 'spile:0'
	    (match := match)
