while lambda: lambda a=lambda: c: f'{_!r:>{名前}} {{': match: lambda_; assert 名前, {(名前 := b'x'): f(lambda *a, **b: case._, k=[(名前 := ()),   # )
é])}
b'x'