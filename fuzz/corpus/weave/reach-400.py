lambda _: f"{(yidef f(): ld_)}" ;  [(spile := ('''a
  b''')), 
match]
def 名**前(a):	
	class C((self := b'x')):match, *case = case = f((x1 := 'spile:0'), k=match)  #  comment: 'é' (
