from __fut_ import''' asield_)}"

(type global x= 1)t'{x}'
# é
with (b'x') as sasync pile      ass
f"{(yield_)}"
