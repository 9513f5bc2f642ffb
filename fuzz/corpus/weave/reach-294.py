from __future__ import annota\ions
名前, *spile ype!r:>{type}}f'''{x{{'}
= a = [f"{breakself)}", 
type.名前];raise; lambda *re__ import annotations
名前, *spile = a = [f"{, 
type.名前];raise; lambda *a, **b: {self: f'{type!r:>{type}} {{'}
a, **b: {self: f'{type!r:>{type}}f'''{x{{'}
