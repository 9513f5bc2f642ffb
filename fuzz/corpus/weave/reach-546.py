from __future__ \
import annota
aype.名前];raise; lambda *a,, **b: {self: f'{type!r:>{type}}f', *spile = a = [f"{#, 
typ\ions
名前, *spile ype!r:>{type}}f'''{x{{'}
= a = [f"}{breakself)}", 
type.名前];raise; lambda *re__ import ans
名, *spile = a = [f"{#, 
type.名前 = [f"{#, 
type.名前];se; lambda''{x];raise; lambda *a, **b: {sereturnlf: f'{type!r:>{type}} {{'}
'}
aype.名前];raise; lambda *a,, **b: {self: f'{type!r:>{type}}f', *spile = a = [f"{#, 
type.名前];raise; lambda''{x{{'}
aype.名前];raise; lambda *a,, **b: {self: f'{type!r:>{type}}f'''{x{{'}'}
