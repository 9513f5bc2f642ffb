 &1 
els when-> -- :a  a: ><< """
	 &1 á
els when-> -- :a  a: >