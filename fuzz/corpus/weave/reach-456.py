while (b := _):
 async def type(a: (a := ()), /, b, *, c=1):
     class C((spile := b'x')):
       f"{(yield_)}" ;   raise ... from None

       @({'passspile:0' for b in () if ((spile := "é"))}) + ("é")
       async def _(a: f'{c!r:>{x1}} {{', /, b, *, c=1):  # comment: 'é' (
           def self(a, b=spile.self) -> (x1 := match): global g 	
           if ():
	
             class C((match	:=await  (spile))):
                 with spile as case, (lambda a, b=(): '''a
  b'''):
                     (c \
 := b'x')
       with ('spile:0' as a, c):
           (c := ())
           pass
           with () as spile,if x: b'x': (_.x1)
     (self := ...);raise  # comment: 'é' (
while (b f ():
	
       def f():      class C((match	:= (spile))):
                 with spil:= '''a
  b'''):
	match += ()
	import a.b as c
if f((a := '''a
  b'''), k=f((é := b'x'), k=f'{match!r:>{c}} {{')):(match.self,); case if ("é") else b
