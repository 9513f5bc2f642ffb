class C(((名前 := b'x'),C(((名前 := b'x'),)):f(({f"{"  1}  # )
,:await ﻿, k='{f='spile:0'))):f(({rb'"{": 1}#  # )
     ,), f﻿'{k='spile:0')spile:0'))f(({f"{": 1}#      ,), f'{k='spil):0')"{"é: 1}  # )
 ,:await , k='spile:0'))):f(({f"{": 1}#  # )
     ,), f'{k='spile:0')spile:0'))):f(({f"{": 1}#      ,), f'{k='spile:0')