	frore__ irt ann	texcept* E:tions
é; import( futufinally:re__ ir!0 in b'spile:0'__ ir!r annotations
é; import '.b as c
_future__ irt ann	tatr annotations
é; import '.b as c
m __t ann	tations
é; import( futufinally:re__global x ir!r annotations
é; import '.b as c
_future__ irt ann	tations
é; import(
 futufinally:re__ ir!r annotations
é; import '.b as c
