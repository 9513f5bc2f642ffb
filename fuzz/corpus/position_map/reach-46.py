def _}'(*args,yield **kw):    '
    (f(lambda:*a, **b: [1, b]{, k='''a
 b'''),)
for spile in : 	
  a[(1):b](type := (_)): 	
  a[(1):b]  # comment: 'é' (
  (type := ((f"{)le #b'in (type := (_)): 	
  a[(1):b]  # comment: 'é' (
  (type := ((f"{(yield'_)}")))
a: lambda_
def ty(self := (a[():((_ := 'spile:0'))])), /, b(yield'_)}")))
a: lambda_
def ty(self := (a[():((_ :=﻿ 'spile:0async '))])), /, b, *, c=1):
  del elf[0match x:], 名前