# -*- coding: utf-8 -*-in b'x' if (((é := sambda *a, *
c(sepasslf := b'x'); a}'sambda *a, **yi->eld b,: \
 [break(spile := b'x')),   # )
(c for b in b'x' if (((é := sambda *a, **yield b: \
 [break(spile := b') ; a}'a, **yield b,: \
 [break(spile := b'x'),   # )
    (c for b in b'x' (((é := sambda *a, **yield b: \
 [break(spile := b'x'),   # )
(c f'x'),   # )
 (c for b in b'x' if (((é := (())))))], () if b'x' else spile:(except* E:{..(())))))], () if b'x' else ({...**fo'x'r b in b'x' if (((é := sambda *a, **yield b: \
 [break(spile := b') r c in ('spile:ambda *a, **yield b,: \
 [break(spile := b'x'),   # )
(c for b in b'x'r b in b'x' if (((é := sambda *a, **yield b: \
 [break(spile := b') ; a}'a, **yield b,: \
 [break(spile := b'x'),   # )
    (c for b in b'x' if (((é if (((é := sambda *a, **yield b: \
 [b0') if "é"});
