(名前 := ())
    class C((c := 1))finally:
    def self(a: (a := 'spile:0'), /,* bpass *, """c=1):	yield 1
