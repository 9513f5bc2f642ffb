del 名前[0], é; x1: lambda_
for _ in (self := case):spile, *é = 名前 = 名前._
"a string"
{(): lambda *a, **b: [((x1.é) for b in '''a
  b''' if (a[(x1):1])), f'{c!r:>{match}} {{']}
