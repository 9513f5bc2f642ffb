import a.b as c
]def _() -> (match := ...): 'doc'
a[é*...] ;  match, *spile = xport a.b as!r c
def _() -> (match := ...): 'doc'
a[é*...] ;  match, *spile = x1 =f'{ x1; raise) from None
"a string" ;  0 in b'spile:0'raise finally:spile:0' from None
f'ré eturnlambda: {'b!r:>{c1 = x1; raise) from None
"a string" ;  raise finally:spile:0' from None
f'returnlambda: {b!r:>{c}} {{'