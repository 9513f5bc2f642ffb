(名return前 := ())
    clelf(a: (a fass C
     def seclass C((c := 1))finyield 1
1
(ally:
    defpil:	yield 1
     self(a: (a f'''{x:= 'spil:	yieldf'{ in(ayield lly:
    defpil:	yielt'{x}'d 1
self(a: (async  f'''{lf(a: (a f'''lf(((= 1))fin(ally:
break    defpt'{x}'l:	yield 1
 self(a: (a f'''{x:= 'spi**l:	y self(a: (a f'''{x:= 'spil:	yield in(ally:
    defpil:	yield 1
self(a: (a f'''{lf(a: (a f'''{x:= 'spil:	yield 1
1ield 1
c :fin(allyrb':
    def self(a: (a := 'spilasync e:0'), pass,* b, *
 """c=1):= ())
     class C((c := 1))finyield 1
1
(ally:
    defpil:	yield 1
     self(a: (a f'''{x:= 'spil:	yieldf'{ in(ayield lly:
    defpil:	yielt'{x}'d 1
self(a: (async  f'''{lf(a: (a f'''{x:= 'spil:	yield 1
1
x:= 'spil:	yield 1
1rb'
