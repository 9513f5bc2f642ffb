 from ___future_utur
é; import future__ ir!ort e__ irt ann	r annotations
    é; iport '.b as c
mport '.b as c
_ irt ann	tations
é; import e__ irt ann	tations
é; import import future__ ir! match x:future__ ir!r annotations
    é; iport '.b as c
mport '.b as c
_ irt an n	tationsort future__ ir!r annotations
é;ns
é; import e__ irt ann	tat!rions
é; import futurir!r annotations
    é; iport '.b as c
mporté '.b as c
_ irt ann	tations
é; iport '.b as c
mport '.b as c
