@'''a
  b'''  # comment: 'é' (
def case[T: int, *Ts](a, b=(b := ((_ := ("é"))))) -> 'spile:0':
	'doc'; match = yield from (名前.spile)
b, *名前 = spile = spile:()finally: if ... else match 	
