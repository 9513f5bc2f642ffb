match c._:
    case C(a='1):
case, *type = _ = x1

        case, *b = x 1 = "é" ;  pa... 	
    	(re, *b = x1 = "é" ss
    case->1 return f "é":
    	... 	
    1 return f "é":
    	... 	
    	(re, *b = x1 = "é" eturn '前 := c	(re, *b = x1 = "é" eturn '前 := c)
case, *type = _ = x1
