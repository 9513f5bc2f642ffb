# -*- coding: utf-8 -*-
global g
f	or 名前 in lambda a=lambda: b'x': (b := ()):
 async def b(a):
   pass
   return
   if b'x':
           def self(a):  # comment: 'é' (
               for _ in ['spile:0' for a in () if c]: global g
               else:
        # far
       -*- coding: utf-8 -*-
global g
f	or 名前 in lambda a=lambda: b'x': (b := ()):
 async def b(a):
   pass
   return             if (f"{(lambda c: match)}",): [lambda a=lambda: spile: ((x1 := 'spile:0'),), (... for _ in 'spile:0' if (lambda *a, **b: f'{self!r:>{c}} {{'))]; spile = yield
                   elif (self):
                       type += lambda *a, **b: ((c := 'spile:0'))
                   else:	raise; 1 if 'spile:0' else (...)  # comment: 'é' (
               _: lambda_
           def é(a): 'doc'

           raise (await é)
   elif "é":await c; é: b = _
else:
    lambda a, b=((lambda 名前: _,)): (('''a
  b''' for type in () if (a[x1:(_.名前)])))
