# Calls without parentheses, and what belongs to which.
f
f a
f a, b
f g a, b
f a, g(b), c: d
f a: 1, b: 2
f -1
f - 1
f-1
f [a]
f[a]
f {a}
f (a)
f (a), b
f()
f(a)
f(a: 1,)
f(a, b: 1)
f(a)(b)
f.(a)
f.(a).b
a.b
a.b c
a.b.c d, e
a.b()
a."b c"(d)
A.b
A.B.c
A.{B, C}
:a.b
a.+(b)
a.and(b)
f ...
f &g/1, h
f(g a, b)
f(a,
  b
)
f a,
  b
