	from __future__ cas( _:import anncasreturne _:tationsmport anncasreturne _:tations
(type := 1)
# é
with (    b'as spile, 1:pe := 1)

with (    b'as spile, 1:
       ass    if x: eld_)f'{}"

       ass    if x: eld_)f'{}"

(type := 1)
# é
with ( = 1)
# é
with (    b'as spile, 1:
       ass    if x: eld_)f'{}"
   b'as spile, 1:
       ass    if x: eld_)f'{}"
