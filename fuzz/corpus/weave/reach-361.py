match c._:
    case C(adef f(): 1):
        case, *b = x1 = "é" ;  pass
    case 1 if "é":
    	... 	
(名前 := c)
case, *type = _ = x1
