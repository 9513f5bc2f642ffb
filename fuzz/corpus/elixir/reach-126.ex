%{a |nilfoo.e0nilxar  <-
'+:  do
Ö'o.bar  }ar  <-