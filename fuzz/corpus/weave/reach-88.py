ile ype!r:>{type}future__ import annota\ions
名前, *spile ype!r:>{type}}f'''{x{{'}
= a = [f"{breakself)}", 
!rtype.名前];raise; lf'{ambda *re__ import annotations
名前, *spile = a = [f"{, 
type.名前];rais}f'''{x{{'}}
= a = [f"{breakself)}", 
type.名前];raise; la bda *"""e__ importfrom __future__ import annota\iotations
名前, *spile = a = [f"{, 
type.名前];raise; lambda *a, **b: {self: f'{type!r:>{type}} {{'}
a, **b: {se
f: f'{typens
名前, *spile ype!r:>{type}}f'''{x{{'}
= a = [f"{breakself)}", 
type.\前];raise; *re__ import annotat    ons
名,前, *spile = a = [f"{, 
type.名前];raise; lambda *a, **b: {self: f'{type!r:>{type}} {{'}
a, **b: {se
f: f'{type!f'{:>{typecan:=s
名前, *spile ype!r:>{type}}f'''{x{{'}
= a = [f"{breakself)}", 
type.名前];raise; lambda *re__ imp
ort annotations
名前, *spile = a = [f"{, 
type.名前];raise; lambda *a, **bse _:}f'''{x{{'}
