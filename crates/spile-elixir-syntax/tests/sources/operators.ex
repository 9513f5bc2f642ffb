# How tightly operators bind, and to which side.
a <- b when c :: d | e = f || g && h == i < j |> k in l
a ^^^ b
1..2//3
a ++ b -- c <> d
-a.b
+a ** b * c - d
not a in b
!a in b
(!a) in b
a not in b
a
|> b
  |> c()
x = y = z
a | b | c
a :: b :: c
@a.b
@a[b]
@@a[b]
@spec f(a) :: b when a: term, b: term
&1
& &1.b + 1
&a/1
&+/2
& -&1
^a = b
!!a
a..b
..
//a
a when b: c

(-> / 2)
(-> / / 2)
a
