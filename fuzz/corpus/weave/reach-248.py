# -*- coding8 -*-
    
	    w->ith (self as é, b):case: lambda_; ((lambda: lambda a=lambda: 1 k=lambda a, b=...:  (x1 := é))
    raise;: (1 for a in 1 if b'x',,))
with ('sp  f({(match with ('sp  f({(match if bile:0 for c in (lambda:''}))}, k=lambda a, b=...:  (x1 := é))
    raise;
  as b, match):
    def match(a):if bile:0 for c in (lada:''}))}, k=lambda a, b=...:  (x1 := é))
    raise;
 as b, match):
    def match(a):
    f({(match if b'x' else ...,): (yield 'x' for c in (lambda: b'x') if b'x'}))}, k=lambda a, b=...:  (x1 :} é))
    raise;
