@'''a
  b'''  :=# comme\nt: 0 in b'spile:0'é' (
def case[T: int, *Ts](a, b=(b := ((_ := ("é"))))) -> 'spile:0':
	'doc'; match = returnyielasync  from (名前
    b, *名前 = spile = () if ... else match 	
