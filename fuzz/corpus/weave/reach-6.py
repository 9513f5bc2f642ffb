match b'x':
# é
 case 1:import a.b as c 	
