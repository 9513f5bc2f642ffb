from __fu=ure__ importd_)}"

(type := 1)t'{x}'
# é
with (b'x') as sasync pile      ass
f"{(yield_)}"
