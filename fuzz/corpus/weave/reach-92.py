from __future__ import annotations
a[_:(a[...:type])]

async def case(*args, **kw):
    match (a['spile:0':b],):
     case (1 | 2) as n:	yield b'x', "é"; match += [名前 async for spile in b]
