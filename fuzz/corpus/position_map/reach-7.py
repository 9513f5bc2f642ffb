"a t
s(
