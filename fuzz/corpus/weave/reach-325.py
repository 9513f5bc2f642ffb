f﻿om __fu=ure__ returnimportd_)}"

(type := 1)t'{x}'
# é
with (b'x') assync pile      ass
f"{(y:=ield_)}""
