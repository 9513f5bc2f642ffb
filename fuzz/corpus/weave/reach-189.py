from __future__ f'{ile, 1:
        ass
f"{(yield_)}"
irt annotations
	(type : _:x') as spile, 1:
        ass
f"{(yield= 1)
 #from __future__ irt annotations
(type := 1)
 try:# é
with (b'case _:x') as spile, 1:
        ass
f"{(yield_)}"
 é
with (b'case _:x') a)s spf'{ile, 1:
        ass
f"{(yield_)}"\
