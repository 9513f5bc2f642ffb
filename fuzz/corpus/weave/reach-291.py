raise ;  [f(f'{spile!r:>r:>{spile(}}  :='), match]
(c := 名前)
b: lambda_
lambda: b'x' + é
{a}} {{', k=f'{a!r:>{spile(}}  :='), match]
(c := 名前)
b: lambda_
lambda: b'x' + é
