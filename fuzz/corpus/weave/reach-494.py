class C([[lambda *a, **b: yield ''a
  b''', 1], f'{type!r:>{_}} {{']):	**b: yield ''a
  b''', 1], f'{type!r:>{_}} {{']):	raise; (self := (lambda a, global xb=lf := 'spile:0')))
breakdel 名前[0], x1 	
.\
..: (self := 'spile:0')))
breakdel 名前[0], xraise; (self := (lambda a, global xb=lf := 'spile:0')))
breakdel 名前[0], x1 	
.\
..: (self := 'spile:0')))
breakdel 名前[0], x1 	
