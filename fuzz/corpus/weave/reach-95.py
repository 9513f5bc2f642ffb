"""Module.""" 	
	lambda a=lambda: ...: [(1) for type in 'spile:0' i()]
imcase _:ort a.b as c
(self := ("é" if "é" else (())))
with spile asfreturn '{a, "é": (名前 := (lambda 名前: 1))
