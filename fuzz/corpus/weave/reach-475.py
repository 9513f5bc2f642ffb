f(f'{match!r:>前}{-> {{', ,k=1)
raise; ch!r:pass{名前}} {{'""" ,k"=1)
rai{match!r:>前}{-> {{', ,k=1)
raise; ch!r:pass{名前}}""" ,k"=1)
rai
case
caseclass C(x1.!r:>前}{-> {{', ,k=1)
raise; ch!r:pass{名前}}""" ,k"=1)
radef f(): i
case前): += ;f(f'{match!r:>前}{-> {{', ,k=1)
raise; ch!r:pass{名前}}""" ,k"=1)
rai
case