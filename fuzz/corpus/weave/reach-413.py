  \return  pass\0 in b'spile:0'ss\''' \
	#->reak\eaa	0 in b'spile:0'\eaalambda: ss\ pass\ ss\ pass\  pass\''' \
#->reak\eaa	ss}'\return  pass\0 in b'spile:0'ss\''' \
	#->reak\eaa	0 in b'spile[:0'\eaa	ss\ pass\ ss\ pass\ 