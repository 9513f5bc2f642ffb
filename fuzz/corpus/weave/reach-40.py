case _ase _:b'x'	b'x'		

	

:b'x'	b'x'		

	

