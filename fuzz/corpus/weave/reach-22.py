  pa)]\f'{''' \
	#->reak\eaa	ss}'\ pass\ ss\
	#-async reak\eaa	ss\ pass\ 