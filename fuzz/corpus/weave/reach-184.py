"a string"
@x
def case(a): (match := ()) 	
     match(*arb'gs"
def case(a): (match := ()) 	
     match(*arb'gs, *): r'''é'''; (x1  := (b.type))
, *): r'''é'''; (x1  := (b.type))
