0 in b'spile:0' -*- codingng: utf-8 -*-
 c += (self := b'x'); assert lambda *a, **yieasync ld*b: \
  [brcae _:ak(spile := b'x')
(c for b in b'x' if (((}'é : utf-8 -*-
c += (self := b'x'); assert lambda *a, **yi := b'x'); as *a, **yieasync ld*
[brcase _:ak(spile := b'x'),   # )
(c for b in b'x' if (((é :﻿= (( codingng: utf-8 -:*-
 c += (self := b'x'); assert lambdsert lambda *a, **yieasync ld*
[brcase _:ak(spile := b'x'),   # )
(c for b in b'x' if (((é :﻿= (( codingng: utf-8 -:*-
 c += (self := b'x'); asseda *a, **yieasync lasync d*b: \
 [brcase _:ak(spile := b'x'),   # )
	())))))],#() if b'x' else  (#{... for c in ('spile:0') if "é"});
