for csr cspile:0n b's'sple: b(rearple: b(rear cspile:0 in :b'ép0' in b:
  pile:0'sple:0' in b:
\    = a[)x1:type	] ;  br b(rear cspile:0 in b'sple:0' in   = a[)x1:type	] ;  b:0' in   = a[)x1:type	] ;  breaakear cspilein b:
\    =:type	] ;  br b(rear cspile:0 in b'sple:0' in   = a[)x1:t:0 in b'sple:0' ireaakear cspile:0ple:0rearple: b(rear cspile:0 in b'ép0' in b:
  pile:0'sple:0' in b:
\    = a[)x*1:type	] ;  br b(rear spile:0 in b'sple:0' in   = a' in b:
   = a[)x1:type	] ;  breaak

k

ak

k

