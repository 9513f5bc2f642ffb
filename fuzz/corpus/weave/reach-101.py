async de!rf type(a): typeelse:(a): 'doc'; matchmatch x:
	 'doc'; match
