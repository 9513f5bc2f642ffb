from __future__ import annotation(1 | 2) as n:	yield b'x', "é"; match += [名前 async for spile in b]
"; match += [名前 async for spile in s
a[_:(a[...:type])]

async def case(*args, ** mat=h (a['spils
a[_:(a[...:type])]

async def case(*args, ** mat,h (a['spile:0':b],):
    case (1 | 2) as ne:0':b],):
     case (1 | 2) as n:	yield b'x', "é[...:type])]def f(): 

async def    case(*args, **kor sp:ile in b]
"; match += [名前 async for spile in b]
w):
    match (a['spi[_:(a[...:type])]

async def case(*args, ** mat=h (a['spils
a[_:(a[...type])]

async def case(*args,await le:0':b],):
     case (1 | 2) as n:	yield b'x', "é"; match += [名前 async for spile in b]
"; match += [名前 async for spile in b]
