for cspile:0 in b'sple:0' in b:
    = a[)x1:type	] ;  breaak

k

