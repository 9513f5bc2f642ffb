# -*- coding: utf-8 -*-
    
with (self as é, b):case: lambda_; ((lambda: lambda a=lambda: 1: (1 for a in 1 if b'x'),))
with ('spile:0' as b, match):
    def match(a):
      f({(match if b'x' else ...,): (yield ({b'x' for c in (lambda: b'x') if b'x'}))}, k=lambda a, b=...:  (x1 := é))
    raise;
