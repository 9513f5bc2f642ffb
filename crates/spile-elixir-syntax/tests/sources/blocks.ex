# do blocks: what they belong to, and what is inside.
f do
end

f do a end

f a, b do
  c
else
  d
after
  e; f
rescue
  g -> h
catch
  i, j -> k
end

f g a do
  b
end

x = f a do
  b
end

f(a) do b end
f(a)(b) do c end
a.b do c end
a.b c do d end
f a + b do c end
f do a end + 1
!f do a end

case a do
  1 -> 2
  b when c -> d
  e, f when g ->
    h
    i
  (j, k) -> l
  () -> m
  y -> (z)
  x ->
end

fn -> 1 end
fn a -> a end
fn a, b -> a + b end
fn (a, b) -> a end
fn (a, b) when c -> a end
fn () -> 1 end
fn
  1 -> 2
  3 -> 4
end
(a; b)
(a
b)
(;)
(a -> b)
()
unquote_splicing(a)
(unquote_splicing(a))
f do unquote_splicing(a) end
fn (unquote_splicing(a)) -> b end
if a, do: b, else: c
