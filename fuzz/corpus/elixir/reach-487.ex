... fn ~s(x) end not /  - .( (#c
 
 ~s(x)~s(x) foo[ in notfoo[ ] :a ++  ] ) )