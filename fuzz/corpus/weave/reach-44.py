(名前 := ())
   class C((c := 1))finally:
     def self(a: (a := 'spile:0'), /*,* b, *, """c=1):	yield 1
