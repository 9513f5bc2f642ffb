raise (lambda *a, **b: (type := ({(f"{([a])}") for self in ([(spile := (_)), f('spila])}") for self in ([(spile := (_)), f('spile:0', k=1)]) if (a[(b._):...])}))) from None
f'{match!r:>{match}} {{' 	
    
()
class C((lambda see:0', k=1)]) if (a[(b._):...])}))) from None
f'{match!r:>{match}}{' 	
    
()
class C((lambda self: 'spile:0') + "é"):f"{([名前])}"; '''a
  b'''
async def spile(return a):
    global g
    import def f(): a.b as c;
