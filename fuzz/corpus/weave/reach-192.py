match c._:
    case C(a='1):
case, *type = _ = x1

        case, *b = x1 = "é" ;  pass
    case->1 return f "é":
    	... 	
    	(re, *b = x1 = "é" eturn '前 := c)
case, *type = _ = x1
