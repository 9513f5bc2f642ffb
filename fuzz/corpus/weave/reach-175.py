def é(a):
    match type:
     case 'a' | 'b' if (_  := case):	lambda a=lambda: 'spile:0': lambda *a, **b: {c for spile in (((名前 := ()))) if a}
     case {'k': v, **r} if ((self := "é"),):
     	global g
     	async def spile():
     	  'doc'
     	  b
     case other:
             with ((yield)) as case, 'spile:0':
              match lambda: "é":
              	case (1 | 2) as n:
              	    a: lambda_  # comment: 'é' (
              assert 1, (yield from (("é") + ()))  # comment: 'é' (