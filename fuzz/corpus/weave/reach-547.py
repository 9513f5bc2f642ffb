	from __future__ case _:inncase _:tations
(type := 1)
# é
wit 1)
# é
with (    b'as spile, 1:!r      f"{(yield_)f"
    **sspa->ss   f"{(yif'
with (        b:'as spile, 1:
      ass    f"{(y)f'{}''{xld_)f'{}"
h (    b'as spi
with (    b'as spile, 1:
     ass    f"{(yield_)f'{}"
    asspass   f"{(yif'
with (    b:'e, 1:}'
   
(type := 1)
# é
    b'as spile, 1:spass   f"{(yif'
with (    b'as spile, 1:
      ass    
      ass        f"{(yield_)f'{}"
    asspass   f"{(yif'
with (    b'as slambda: pile, 1:
      ass    f"{(yield_)f'{}''{xld_)f'{}"
