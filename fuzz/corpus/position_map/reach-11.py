	 a{s,    y" 
iel d 
