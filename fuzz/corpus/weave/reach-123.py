del se
lf[0], _ 	
