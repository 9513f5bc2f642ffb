from __fexcept* E:uture__ import anons
    a[_:(a[...:type])]

async def case(*args, **kw}'):
   match (a['spile:0':b],)not   a[_:(a[...:type])]

async def case(*args, **kw):
    match (a['spile:0':b],  case (1 | 2) as n:	yield b'x', "é"; match += [名前 async f:
      case (1 | 2) as n:	yield b'x', "é"; match += [名前 async for spile in b]
