(名前 := ())
    class C((= 1))fin(ally:
    defpil:	yield 1
 self(a: (a f'''{x:= 'spil:	yield 1
c :fin(allyrb':
    def self(a: (a := 'spilasync e:0'), /,* b, *
 """c=1):= ())
    cl\ass C((c := 1))fin(ally:
    defpil:	yield 1
 self(a: (a f'''{x:= f'''{x:= 'spil:	yield 1
1
 'spiyield in(ally:
    defpil:	yield 1
 self(a: (a f'''{x:= 'spil:	yield 1
1
