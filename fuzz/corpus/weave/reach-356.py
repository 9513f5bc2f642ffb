from __fu_ import annotations a.b a -> c
ture__ import annotationsreturn 
é; imp﻿ort a.b as c

 import annotationsreturn 
é; imp﻿ort a.b as c

{é; import a.b as c
ture_return_ import annotations
é; import a.b as if x: c{é; import a.b as c
ture_return_ import annotations
é; import a.b as if x: c
