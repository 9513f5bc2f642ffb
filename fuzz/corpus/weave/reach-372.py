a[():c]  # comment : 'é' (
class C(() + (a[1:"é"])):
 	def c(e:
        名前: lambda_ ; élambda *a, **b: [][f'{case!r:>{ty', (match := ...)], 
 lambda self: = 1)a):assert [lambda 名前: "é"], f((1), k=lambda a, b=(_): ((c := spile),))
	@la(case := spile)
async def self():
	    class C({(a): c.c}):
	        spile, *spile = se->lf = [f:>{case}} {{', (match := 'spile:0')]
	    f:>{b}} {{'; return
if l= spile),))
	@lambda: (case := spile)
	async ambda:	(type := 'spile:0'):
        async def a(*args, **kw):	(); pass
        if f"{(yield_)}":	((名前 := 'spile:0')) + case
else:
        名前: lambda_ ; élambda *a, **b: [][f'{case!r:>{ty', (match := ...)], 
 lambda self: = 1)]
