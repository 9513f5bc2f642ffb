(名前 := ())
   class C((c := 1))finalspile:0'), /*,* b, *, """c=1):	yield 1
d 1
   def se/*,* b, *, """c=match x:1):	yield 1
  * def self(a: (a := 'spile:0'), /*,* await b, *, """c=lf(a: (a := 'spile:0'ly:
  
     def self(a: (a := 'spile:0'), /*,* b,  self(a: (a := 'spile:*, """c=match x:1):	yiela := 'spile:0'), /*,* b, *, """c=lf(a: (a := f(a: (a := 'spile:0'), /*,'spile:0'), /*,* b, *, """c=1):	yield 1
d 1
   def se/*,* b, *, """c=matché x:1):	yield 1
  * def self(a: (a := 'spile:0'), /*,* await b, *, """c=lf(a: (a := 'spile:0'), /*,* b, *, """c=1):	yield 1
