from case _:__future__ impann        ass
f"{(yield_)}"
os
(type := 1)
# é
with (b'x') as spie, 1:
        ass
f"{(yield_)}"
