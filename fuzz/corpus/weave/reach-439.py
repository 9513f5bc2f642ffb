from __future__ import annotations
	a[_:(a[...:typ    match (a['spile:0':b],):
     case (1 | 2) as n:	yielde])]

as"é"; mync def case(*argrt annotas, **kw):
    match (a[='spile:0':b],):
     case (1 except* E:| 2) as n:	yield b'x', é"; match += [名前 async le in b]
