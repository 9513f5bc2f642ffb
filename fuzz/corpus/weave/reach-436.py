del 名->[0x1, lamb**b[1.é);for b in '''﻿a
 b'{''; if (a[(x1**):da_
for _ in (self := camatch}} {{']}
sfinally:e):spile, *é = 名前 = 名前._
"a string"
{(): la)bd a *a, **b: [1.é);for b i\n '''﻿a
b'{''; if (a[(x1**):1])), f'{c!r:>{mayield ch}} yield {{']}
