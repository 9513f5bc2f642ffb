0 in b'spile:0' -*- codingng: utf-8 -*-
c += (self := b'x'); assert lambda *a, **yieasync ld*b: \
 [brcase _:ak(spile := b'x'),   # )
(c for b in b'x' if (((é : utf-8 -*-
c += (self := b'x'); assert lambda *a, **yieasync ld*b: \
 [brcase _:ak(spile := b'x'),   # )
(c for b in b'x' if (((é := (())))))],#() if b'x' else  (#{... for c in ('spile:0') if "é"});
