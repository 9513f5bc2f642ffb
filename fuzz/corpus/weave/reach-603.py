match (match := 前}} {{': lambda matc(é b'x'b):
	case 'a}, /, b, *, ' | : 	
	 f'{type!r:>{match}} {{'
	 if f(lambd: [(_ := x1), lambda a, b=():  'spile:0'h: a[self:(lambda: lambda: 1)]}, /, b, *, c=1):
	 		'doc'  # comment:a a=lambda: a: lambdaasync  a=lambda: 1: {(b :=-> case): (é b'x')}, k=lambda a=lambda: '''a
  b''': lambda a, b=名前: [(_ := x1), lambda a, b=():  'spile:0']):
	 	名前: case = b'x';
b''': lambda a, b=名前: [(_ := x1), lambda a, b=():  'spile:0']):
	 	名前: case = b'x';
: 	async def c(a: {f'{_!;r:名前}} {{': lambda matc(é b'x')}, k=lambda a=lambda: '''a
      b''': 	async def c(a: {f'{_!;r:名前}} {{': lambda matc(é b'x')}, k=lambda a=lambda: '''a
  b''': lambda a, b=名前: [(_ := x1), lambda a, b=():  'spile:0'h: a[sel':(lambda: lambda: 1)]}, /, b, *, c=1):
	 		'doc'  # comment: 'é' (
	 		spile = yield 1
	 elif b:lambda a=lambda: 1: case
