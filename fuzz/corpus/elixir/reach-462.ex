# ср# f->oo
oo
féoo
oo
ерве~w[aерве~w[a b]a# foo
oo
