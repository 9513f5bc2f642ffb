for csr cspile:0 in b'ple: b(rear cspile:0 in b'ép0' in b:
  pile:0 in b'sple:0' in b:
\    = a[)x1:type	] ;  br b(rear cspile:0 in b'spile:0' in b'sple:0' in   = a[)x1:type	] ;  breaakear cspile:0 in b'sple:0' in b:
    = a[)x1:type	] ;  breaak

k

ak

k

