	from __future__ case _:import anaw@x
it ncase _:tations
(type := 1)
# é
	with (    b'as spil       assf'{   f"{(yield_)f'{}"
