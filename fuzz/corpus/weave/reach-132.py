 class [lambda *a, **b: '''a
  b''', 1], f'{typle:0'))
del[0], x1 	
 {_} {{']):	raise; (self := (lambda a, b=...:e!r:>{_}} {{']):	raise; (self :global x= (lambda a, b=...: (self :=s C([[lambda *a, **b: '''a
  b''', 1], f'{typle:0'))
del[0], x1 	
 {_} {{']):	raise; (se 'spile:0')))
del[0], x1 	
