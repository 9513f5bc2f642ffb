# spile: spile:0 spile1:

for _ in [f((self := (a)), k='spile:0'), 
...]:
    ('spile:0' for x1 in 'spile:0' if case)
    try:x1, *c = a = 1
    except é:
        def _(a: [lambda: ((名前 := b'x'),), f((名前) + (), k=([(a[c:type]) for x1 in spile if b'x']))], /, b, *, c=1): r'''é'''; (type := 1)
        1 + c
    except self as e:
        match 名前 \
 + 名前:
         case C(a=1) if (("é" for spile in b'x' if ...),):
             (match := ("é")) ;  global g ;  ... + '''a
  b''' ;  import a.b as c
         case (x): break
