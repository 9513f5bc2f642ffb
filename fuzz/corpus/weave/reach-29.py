from __future_[_ import annota\前, *spile ype!r:>{t﻿ype}}f'''{x{{'}
= a = [f"{breakself)}", 
type.名前];raise;  lambda *re__ import annotati;ons
名前, *spile = a = [ambda *a,, **b: {f"{, 
type.名前];raise; lambda *a, **else:: {seretu: f'{type!r:>{type}} {{'}
aype.名前];raise; lambda *yield ,, **b: {"self: f'{type!r:>{type}}f'''{x{{'}
