with (... as spile, case): 	
  import**a.b as c
  class C(lambda *a, **b: (b'x')):	lambda: (case := 1)
  lambda a=lambda: "é": [(c) for type in ) if (spile if spile else (f([1 for spile in global x"é") if ("é")], k	lambda a=lambda: _: 'spile:0')))]
(f'{self!r:>{_}} {{') if (spile if spile else (f([1 for spile in global x"é") if ("é")], k	lambda a=lambda: _: 'spile:0')))]
