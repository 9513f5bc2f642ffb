	from __future__ case _:inncase _:tations
(type := 1)
# é
wit 1)
# é
with (    b'as spile, 1:
      ass    f"{(yield_)f'{}"
    asspass   f"{(yif'
with (    b:'as spile, 1:
      ass    f"{(y)f'{}''{xld_)f'{}"
h (    b'as spie, 1:}'
   
(type := 1)
# é
with (    b'as spile, 1:
      ass    f"{(yield_)f'{}"
    asspass   f"{(yif'
with (    b'as spile, 1:
      ass    f"{(yield_)f'{}''{xld_)f'{}"
