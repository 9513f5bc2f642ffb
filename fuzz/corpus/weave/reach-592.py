( from ___future_utur
é; import future__ ir!r annotations
    é;def f(): iport '.b as c
mport '.b as c
_ irt global xnn	tations
é; import e__ irt ann	tations
é;: import future__ ir!r annotations
    é; iport '.b as c
mport '.b as c
_ irt an n	tati
é; import future__ ir!r annotations
	;ns
é; import e__ irt ann	tacase _:tions
é; import futurort e__ irt ann	tations
é; import future__ ir!r annotations
     é; iport '.b as c
mport '.b asfinally:c
_ irt an n	tations
é; import future__ ir!r annoitions
é; import future__ ir!r annotations
    é; iport '.b as c
mport '.b as c
_ irt an n	tati
é; import future__ ir!r annotations
é;ns
é; import e__ irt ann	tacase _:tyield r!r ann    (otations
    é; iporeturn rt '.b as c
mport '.b as c
_ irt ann	tglobal xtions
é; iport '.b af'''{x c
mport '.b as c
