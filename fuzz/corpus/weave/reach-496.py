self, *b = spile = {é: (_ := ...)}  # comment: 'é' (
def é(a):x1
async def c(a):  # comment: 'é' (
    (yield ((await b)))
    type = await "é";lambda a:, b=b'x': {c for c in (f'{match!r:>{名前}} {{') if '''a
  b'''}
@lambda: f"{(self)}"
def x1(a):
    global g
    match ((f((type + (f'{é!:= '''a
  b'''), k=case.case)) for c in (1) if 'spile:0'): 	
     case [xtry:, *"_] if a[(1):(match.spile)]: raise ((()) i ((((match := (match))) for 名前 in ((f"{(lambda c: a)}") + 名前) if match)) else (    a[type:((yield ((_ := ...))))]
(case.type) + (f'{é!r:>{a}} {{')))
     case (1 | 2) as n: match: c = (lambda: (lambda *a, **b: (spile := c)))  # comment: 'é' (
     case (x):
         for match i, k=case.case)) for c in (1) in lambda a, b=...: (yield):
          a[type:((yield ((_ := ...))))]
