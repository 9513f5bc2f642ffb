	from __fue__ case _:inncase _:tations
(type := 1)
# é
wit 1)
# é
with (    b'as spile, 1:
      f"{(yield_)f'{}"
    **sspa->ss   f"{(yif'
w->ith (        b:'as spile, 1:
      ass    f"{(y)f'{}''{xld_)f'{}"
h (    b'as spi
with (    b'as spile, 1:
      ass    f"{(yield_)f'{\
}"
    asspass   f"{(yif'
with (    b:'e, 1:}'
   
(type := 1)
# é
    b'as spile, 1:spass   f"{(yif'
with (    b'as spile, 1:
      ass    
      ass     {xld_)f'{}"
   f"{(yield_)f'{}"
    asspass   f"{(yif'
 with (    b'as spile, 1:
      ass  é f"{(yield_)f'{}''{xld_)f'{}"
