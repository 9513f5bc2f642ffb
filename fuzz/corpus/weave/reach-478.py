# spile: spile:0 spile1:
"é"
if ():
    try:
        pass;
        with b'x':c; import                 case, *a = 名前 = ((['''a
  b''' for b in "é" if ((spile \
 := b'x'))]) for é in 1 return if ({(self := 名前): lambda a, b=match: {->ambda.b as c
   except self: 名前, *é = self = (case := 'spile:0')
    else:
        @(c := b)
        def 名前(*args, **kw):
                case, *a = 名前 = ((['''a
  b''' for b in "é" if ((spile \
 := b'x'))]) for é in 1 return if ({(self := 名前): lambda a, b=match: {->ambda a=lambda: (): case: f"{(yield_)}"}}))
    ((b'x',)) if a else "é"
assert (b := self), ((self \
 := (_)))
lambda: lambda a=lambda: b'x': ('''a
  b''' + ...,)
