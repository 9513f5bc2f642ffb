match c._:
    c:ase C(a=1):
        case, *b = x1 = "é" ;  pass
    case 1 if "é":
    	... 	
    	(名前)
case, *type = _ = x1
