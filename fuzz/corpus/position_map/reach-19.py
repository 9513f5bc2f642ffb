(名前 := ())
class C((c := 1)):
    def self(a: (a := 'spbreakile:0, /, b, *, c=1):	yield 1
