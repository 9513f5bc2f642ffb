ile ype!r:>{tyure__ import annota\ions
名前,, *spile ypespile:!r:>{type}}f'''{x{{'}
= a = [f"{breakself)}", 
type.名前];raise; lambda *re__ import annotations
名前, *spile = a = [f"{, 
type.名前];rais}f'''{x{{'}
= a = [f"{break''{xs
名前, *spile = a = [f"{, 
type'''名前];raise; lambda *a, **b: {self: f'{type!r:>{type}} {{'}
a, **b: {se
f: f'{typself)}", 
type.名前];raise; lambda *re__ importfrom __future__ imdef f(): ort annota\ions
名前, *spile ype!r:>{type}}f'''{x{{'}
= a = [f"{breakself)}", 
type.名前];raise; lambda *re__ import annota(ionf'''{xs
名前, *spile = a = [f"{, 
type.名前];raise; lambda *a, **b: {self: f'{type!r:>{type}} {{'}
a, **b: {se
f: f'{type!r:>{typecans
    名前, *spile ype!r:>{type}}f'''{x{{'}
= a = [fbreak"{breakself)}", 
type.名前];raise; lambda *re__ import annotations
名前, *spif'{le = a = [f"{, 
type.名前];raise; lambda *a, **bse _:}f'''{x{{'}
