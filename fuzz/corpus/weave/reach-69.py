from __f\uture__ case _:import anncase (b'as spi le, 1:
    'as spile, 1é:
        ass
f"{[yi\ld_)}"
    ass    
f"{(f'{yi\ld"""_)}"
_:except* E:ations
(type := 1)
ions
(type := 1)
,# é
with (b'as sp:le, 1:
    'a[ sp, 1:
with (    
f"{(yi]\ld_)}"
    ass   
f"{(f'{yi\=ld"""_)}"
_!r:tations
(type := éations
(type := 1)
,# é
with (b'as sp:le, 1\

    'as spile, 1:
with (b'as spile, 1:
    'asspile, 1:
        ass    
f"{(yi\ld_)}" := 1)
,# é
with (b'as sp:le, 1:
    'as spile, 1:
with (b'as spile, 1:
    '
    ass    
f"{(yi\ld_)}"
