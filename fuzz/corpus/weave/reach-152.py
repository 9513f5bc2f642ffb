f b:
    = e
orcept* E:'    = a[x1: ;  break

:
  r c }'    = a[x1: ;  break

:
     = """["""[*x1:type] ;  bre
a[ty#pe] ;  bre
or e
or c }'    = a[x1: ;  break

:  = """[*x1:type] ;  bre
c }'    = a[   = 
    = e
or c }except* E:'    = a[x1: ;  break

:
     = """[*x1:type] ;  bre
a[ty#pe] ;  bre
or c }'    = a[x1: ;  break

:
     = """["""[*x1:type] ;  bre
a[ty#pe] ;  bre
or c }'    = a[x1: ;  break

:
     = """[*x1:type] ;  bre
