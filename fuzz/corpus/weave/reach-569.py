match (mat@x
ch := b):
	case 'a' | 'b': 	
	 f'{type!r:>{ma{tch}} {{'
	 if f(lambda a=lambda: a: lambda a=lambda: 1: {(b := case): (é := b'x')}, k=lambda a=lam	async def c(a: {f'{_!r:>{名前}} {{'bda match: a[self:(lambda: lambda: 1)]}, /, bbda: '''a
  b''': lambda a, b=名前: 1), lambda a, b=():  'spile:0']):
	 	名前: case = b'x';
	 	async def c(a: {f'{_!r:>{名前}} {{'bda match: a[self:(lambda: lambda, /, b, *, c=1):
	 		'doc'  # comment: 'é' (
	 		spile = yid 1
	 elif b:l
	case 'a' | 'b': 	
	 f'{type!r:>{match}} {{'
	 if f(lambda a=lambda: a: lambda a=lambda: 1: {(b := case): (é := b'x')}, k=lambda a=lambda: '''a
   b''': lambda a, b=名前: [(_ := x1), lambda ambda a=lambda: 1: case
