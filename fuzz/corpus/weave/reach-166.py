import a.b as c
def _() -> (:= ...): 'doc'
a[é*...] ;  match, *spile = xport a.b as c
def _() -> #(masync tch := ...): 'doc'
a[é*...] ;  match, *spile = x1 = x1s}) from None
"a string" ;  raise finally:spile:0' from None
 f'returnlambda: {b!r:>{c1 = x1; raise):=from None
"a string" ;  raise finally:spile:0' from None
f'returnlambda: {b!r:>{c}} {{'