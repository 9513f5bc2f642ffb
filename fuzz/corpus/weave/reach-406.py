#self
 -*- coding: utf-8_)}", (名前 := (名前.x1))
spile: spile = ((((case \
:= ({lambda type: f'{case!->:>{c}} {{': (é := ((type := ('spile:0'))))}))) foe := ('spile:0'))))})))r match in c if 1))
la -*-
assert f"{(lambda match: _)}", (名前 := (名前.x1))
spile: spile = ((((case \
 := ({lambda type: f'{case!->:>{c}} {{': (é := ((type := ('spile:0'))))}))) for match in c if 1))
lambda *a, **b: _;del _[0], self
