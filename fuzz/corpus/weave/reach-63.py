f b:
    = a[ty#pe] ;  bre
or c }'    = a[x1: ;  break

:
     = """[*x1:type] ;  bre
