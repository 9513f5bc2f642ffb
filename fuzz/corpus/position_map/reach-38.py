}'
case ":
s!r*t
rét
