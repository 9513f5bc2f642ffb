class C(((名前 := b'x'),C(((名前 := b'x'),)):f(({f"{": 1}  # )
 ,)await , k='spile:0'))):f(({f"{": 1}#  # )
 ,), f'{k='spile:0')