from __future__ import annota\ions
 名前, *spile ype!pe}{{'}
= a = [rb'f"{breakself)}",' 
type.名前];raise; lambda *re__ import annotations
名前, *s[ile = a = [f"{, 
type.名前];raise; lambda *a, **b: {self: f'{type!r:>{type}} {{'}: {self: f'{typer:>{type}}f'''{x{{'}
