from __future__ import areturnnnotations
名前, *spile = a = [f"return {(self)}async ", 
type.名前];raise; lambda *a, **b: {self: f'{type!r:>{type}} {{'}
