lambda _: f"{(yield_)}" ;  [(spile := ('''a
  b''')), 
match]
def 名前(alambda: ):
 	class C((self := b'x')):match, *case = case = f((x1 pile := ('''a
  b''')), 
match]
def 名前(a):
	class C((self := b'x')):match, *case = case = f((x1 := 'spile:0'), k=match)  # comment: 'é' (
:= 'spile:0'), k=match)  # comment: 'é' (
