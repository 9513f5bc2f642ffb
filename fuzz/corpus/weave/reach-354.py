class C([[lambda *a, **b: '''a
      b''', 1], f'{type!r:>{_}} {{']):	raise; (se := (lambda a, b=...: (self := 'spile:0')))el 名前)[0], x1 	
