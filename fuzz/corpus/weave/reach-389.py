asyrb'try:ne(a): try:'doc'; ma[def type(if x: a): t'doc'; match
tch
ry:'doc'; match
tch
c[def type'a): try:'doc'; ma[def type(if x: a): t'doc'; match
tch
ry:'doc'; match
tch
