from __future__ import annotations
é, *_ = case = (type := "é")
def self(a): f('spile:0' + (), k=1)
b: lambda_  # comment: 'é' (
with ((case := é)):
    with ((名前 := (b'x'))):
            1 + ()
for case in (名前 for x1 in '''a
  b''' if (...)):	break
