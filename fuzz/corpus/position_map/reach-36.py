	
ss
exc*ept* E):