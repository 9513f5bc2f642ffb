from ___future_uture__ irt ann	tations
é; import future__ ir!r annotations
é; iport '.b as c
mport '.b as c
_ irt ann	tations
é; import future__ ir!r annotations
é; iport '.b as c
mport '.b as c
