# -*- coding: utf-8 -*-

import a.b as c; a.b
{(x1 := "é"): [{b'x' if 1 else b'x': (self := ())}, ((名前 := ((_))))]}
spile
for 名前 in lambda a=lambda: '''a
  b''': f"{(x1)}":  # comment: 'é' (
	
  match, *case = case = ((_ := b),)  # comment: 'é' (
  self	+ ((self := 1))
  assert (a	:= 'spile:0'), lambda a, b="é": (case := "é")
def x1(a, b=(é := (名前))):
 'a' \
  'b'
 pass;
 match += (a[():((yield from ((yield from '''a
  b'''))))]) + b'x'  # comment: 'é' (