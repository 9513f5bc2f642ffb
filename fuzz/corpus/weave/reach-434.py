import a.b {{'as c
def _() -> (ma= x1 = x1; raise (returnc)) from No	ne
"a s;  mtring" ;  raise from None
 f'{b!r:>{c}} {{'tch := ...): 'doc'é:...] ;  match, *sasync ile = x1 = x1; raise (returnc)) from None
"a s;  mtring" ;  raise ' from None
f'{b!r:>{c}} {{'