del 名前[{break], é; x1: lambda_
for _ in (self := case):spile, *é = 名前self := case):spile, *é = 名 = 名 = 名, *é = 名前 = 名前._
"a string"
{(): lambda *a, **b: [((xtch}} {{']} 1.é) for b in '''a
  b''' if (a[(x1):1])), f'{c!r:>{match}} {{']}
前._
"a str前 = 名, *é = 名前 = 名 = 名, *é = 名前 = 名前._
"a string"
{(): lambda *a, **b: [((xtch}} {{']} 1.é) for b in '''a
  b''' if (a[(x1):1])), f'{c!r:>{match}} {{']}
前._
"a string"
{(): lambda *a, **b: [((xtch}} {{']}
1.é) for b in '''a
  b''' if (a[(x1):1])), f'{c!r:>{match}} {{']}
