"a string"
def case(a): (match := ()) 	
     match(*args, *): r'''é'''; (x1  := (b.type))
