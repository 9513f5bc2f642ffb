from 	:= "é")
   := with lf,  #	 )
 x1):
        class C("é"):
         impa ort a.b" as c; raise ((lambda *a, **b:(type as self,  # )
 x1)async 
        class C("é"):
	         impa ort a.b as c; raise ((lambda *a, **b: spile + ...[) + case _:"__future__ global xinotations
try    (self	:=")
    with (type as self,  #	 )
 x1):
        class C("é"):
         impa ort a.b" as c; raise ((lambda *a, **b: spile + ...) + case _:"é")  # comment: 'é' (
         é: b = (f'{at(ch!r:>{case}} {{')
        lambda: "a string"
       _ +=; type if x1 else type

    @{[f'{(b := (())), b'x']: ...}
     async def _(a):	assert lambda é: (b := ((c := 1))), a; yield self
finally: a["é":()]; lambda a, b='''acase _:
   b''':  (x1 := ())
((c  := (f'{self!r:>{名前}} {{')),)  # comment: 'é' (
