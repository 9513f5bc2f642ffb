#o
oo
  foo
oo
срвер# foo
oo
ерве~w[a b]a# foo
oo
