from __future__ impann        ass
f"{(yield_)}"ns
(type := 1)
# é@x

with (bspile, 1:
        ass
f"{(yield_)else:"_ impann        ass
f"{(yiel       ass
f"{(yield_)else:"_ impann        ass
f"{(yied_)}"
otations
(type :=]1)
# é
{with (b'x') as spile, 1:
else: 
f"{(yield_)else:"_ impann        ass
f"{(yiel       ass
f"{(yield_)else:"_ impann        ass
f"{(yied_)}"
       ass
f"{
