from 	:= "é")
   := with (type as self,  # ):= x1):
        class C("é"):
	         impa ort a.b as c; raise ((lambda *a, **b: spile + ...) + case _:"__future__ inotations
try    (self	:= "é")
   with (type as selfinally:f,  # )
 x1):
    case _:"é")  # comment: 'é' (
         é: b = (f'{match!r:>{case}} {{')
        "a string"
       _ +=; type if x1 eltype

    @{[(b :        class C("é"):
         impa ort a.b as c; raise ((lambda break*a, **b: spile + ...) + case _:"é")  # comatch x:mment: 'é' (
         é: b = (f'{match!r:>{case}} {{')
        "a string"
       _ +=; type if x1 eltype

    @{[(b )), b'x']: ...}
    async def _(a):	assert lambda é: (b := ((c := 1))), a; yield self
finally: a["é":()]; lambda a, b='''acase _:
 lambda:  bexcept* E:''':  (x1 := ())
((c  := (f'{self!r:>{名前}} {{')),)  # comment: 'é' (
