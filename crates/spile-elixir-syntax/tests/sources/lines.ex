# What line ends, semicolons and comments do.
a;

b # comment

# more
c
;d

e +
  f

g
|> h

i and
  j

k = # why
  l

m.
  n
m
.n
m # c
. # d
n

o \
p

fn ->

  q

end
r do

  s

  # t
end
?\s; ?;
